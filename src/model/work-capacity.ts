/** The most work that cores can do, whatever runs on them. */
import type { DistributionSpec } from "../engine/distribution-spec.js";
import { meanOf } from "../engine/random/moments.js";

export interface SharedCores {
  readonly host?: string;
  readonly cores?: number;
  readonly instances?: number;
  readonly contention?: number;
  readonly coherency?: number;
  readonly breakdowns?: Standstills;
}

interface Standstills {
  readonly up: DistributionSpec;
  readonly down: DistributionSpec;
  readonly work: string;
  readonly instances?: number | undefined;
}

/** Of all instances, in cores, without the time that they stand still. */
export const workCapacity = (options: SharedCores): number => {
  const { instances = 1, breakdowns } = options;
  return mostCores(options) * instances * availabilityOf(breakdowns, instances);
};

/** max over n of min(n, cores) ÷ (1 + α (n−1) + β n (n−1)). */
function mostCores({ cores = Number.POSITIVE_INFINITY, contention = 0, coherency = 0 }: SharedCores): number {
  const done = (n: number): number => Math.min(n, cores) / (1 + contention * (n - 1) + coherency * n * (n - 1));
  if (contention === 0 && coherency === 0) return cores;
  if (coherency === 0 && cores === Number.POSITIVE_INFINITY) return 1 / contention;
  const peak = Math.min(Math.sqrt((1 - contention) / coherency), cores); // It falls beyond the last core.
  return Math.max(1, peak) === 1 ? Math.min(1, cores) : Math.max(done(Math.floor(peak)), done(Math.ceil(peak)));
}

/** E up ÷ (E up + E down); 1 where what is done meanwhile is lost, since then nobody waits for it. */
function availabilityOf(breakdowns: Standstills | undefined, instances: number): number {
  if (breakdowns === undefined || breakdowns.work === "lost") return 1;
  const [upMs, downMs] = [meanOf(breakdowns.up), meanOf(breakdowns.down)];
  const share = downMs === 0 ? 0 : downMs / (upMs + downMs);
  return 1 - share * Math.min(1, (breakdowns.instances ?? instances) / instances);
}
