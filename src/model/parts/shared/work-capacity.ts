/** The highest throughput of cores, whatever runs on them. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import type { Spread } from "../../check/offered-loads.js";

export interface SharedCores extends SlowedCores {
  readonly host?: string | undefined;
  readonly instances?: number | undefined;
  readonly breakdowns?: Standstills | undefined;
  readonly ofEach?: readonly number[] | undefined; // What each instance can do, where they differ [cores].
  readonly spread?: Spread | null; // Where they do not get equal shares of what they can do.
}

interface Standstills {
  readonly up: DistributionSpec;
  readonly down: DistributionSpec;
  readonly work: string;
  readonly instances?: number | undefined;
}

/** Of all instances [cores], less the time that they stand still. */
export const workCapacity = (options: SharedCores): number => {
  const { instances = 1, breakdowns, ofEach } = options;
  const all = ofEach?.reduce((sum, one) => sum + one, 0) ?? mostCores(options) * instances;
  return all * availabilityOf(breakdowns, instances);
};

/** E up ÷ (E up + E down); 1 where breakdowns lose the work, since none is left to do afterwards. */
function availabilityOf(breakdowns: Standstills | undefined, instances: number): number {
  if (breakdowns === undefined || breakdowns.work === "lost") return 1;
  const [upMs, downMs] = [meanOf(breakdowns.up), meanOf(breakdowns.down)];
  const share = downMs === 0 ? 0 : downMs / (upMs + downMs);
  return 1 - share * Math.min(1, (breakdowns.instances ?? instances) / instances);
}

/** The highest throughput of cores under contention and coherency. */

interface SlowedCores {
  readonly cores?: number | undefined; // None given: no limit.
  readonly contention?: number; // α
  readonly coherency?: number; // β
}

/**
 * max over n of min(n, cores) ÷ (1 + α (n−1) + β n (n−1)) [cores], the throughput of the Universal Scalability Law. It
 * rises until n = √((1−α) ÷ β), and falls beyond the last core.
 *
 * Source: Gunther, Guerrilla Capacity Planning, ch. 4.
 */
export function mostCores({ cores = Number.POSITIVE_INFINITY, contention = 0, coherency = 0 }: SlowedCores): number {
  const done = (n: number): number => Math.min(n, cores) / (1 + contention * (n - 1) + coherency * n * (n - 1));
  if (contention === 0 && coherency === 0) return cores;
  if (coherency === 0 && cores === Number.POSITIVE_INFINITY) return 1 / contention;
  const rises = coherency === 0 ? cores : Math.sqrt((1 - contention) / coherency);
  const peak = Math.min(rises, cores);
  return Math.max(1, peak) === 1 ? Math.min(1, cores) : Math.max(done(Math.floor(peak)), done(Math.ceil(peak)));
}
