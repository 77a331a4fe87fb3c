/**
 * Was the removed warm-up too short? MSER alone cuts something from most noise, so its cut counts only
 * if the mean before it differs from the mean after it, over the replications, by more than chance.
 * Measured on M/M/1 at ρ = 0.8 and 0.9, 8 replications, windows of 20 to 100 relaxation times: reported in 1 % of the
 * studies that had warmed up, and in 2 to 14 % of those that began empty, whose bias mostly drowns in the noise.
 */
import { meanInterval } from "../statistics/confidence.js";
import { mean } from "../statistics/moments.js";
import { averageSeries } from "../statistics/series.js";
import { warmUpEnd } from "./warm-up.js";

const LEVEL = 0.999; // The cut was chosen for its difference, so chance has many tries.

/** `series[r][bin]` is a mean over the bin. @returns the first bin to keep, or null if there is nothing to remove */
export function warmUpLeft(series: readonly (readonly number[])[]): number | null {
  const average = averageSeries(series);
  const found = warmUpEnd(average, 1);
  const cut = found === "too short" ? Math.floor(average.length / 2) : found;
  if (cut === 0 || series.length < 2) return null;
  const { low, high } = meanInterval(
    series.map((one) => mean(one.slice(0, cut)) - mean(one.slice(cut, average.length))),
    LEVEL,
  );
  return low !== null && high !== null && (low > 0 || high < 0) ? cut : null;
}
