/** The highest throughput of cores, whatever runs on them. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import { mostCores, type SlowedCores } from "./most-cores.js";

export interface SharedCores extends SlowedCores {
  readonly host?: string | undefined;
  readonly instances?: number | undefined;
  readonly breakdowns?: Standstills | undefined;
}

interface Standstills {
  readonly up: DistributionSpec;
  readonly down: DistributionSpec;
  readonly work: string;
  readonly instances?: number | undefined;
}

/** Of all instances [cores], less the time that they stand still. */
export const workCapacity = (options: SharedCores): number => {
  const { instances = 1, breakdowns } = options;
  return mostCores(options) * instances * availabilityOf(breakdowns, instances);
};

/** E up ÷ (E up + E down); 1 where breakdowns lose the work, since none is left to do afterwards. */
function availabilityOf(breakdowns: Standstills | undefined, instances: number): number {
  if (breakdowns === undefined || breakdowns.work === "lost") return 1;
  const [upMs, downMs] = [meanOf(breakdowns.up), meanOf(breakdowns.down)];
  const share = downMs === 0 ? 0 : downMs / (upMs + downMs);
  return 1 - share * Math.min(1, (breakdowns.instances ?? instances) / instances);
}
