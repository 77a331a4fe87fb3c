/** Whether the latencies of one bin are within an objective's upper limit. */

import { shareBeyond } from "../../analysis/figures/statistic.js";
import { quantile, type WeightedSample } from "../../analysis/statistics/quantile.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";

/** @param sample of at least one */
export function meetsLimit(sample: WeightedSample, { statistic, limit }: Objective): boolean {
  const beyond = shareBeyond(statistic);
  const measured = beyond === null ? meanOf(sample) : quantile(sample, 1 - beyond);
  return measured <= limit;
}

export function meanOf({ values, counts }: WeightedSample): number {
  const sum = values.reduce((total, value, i) => total + value * counts[i]!, 0);
  return sum / counts.reduce((total, count) => total + count, 0);
}
