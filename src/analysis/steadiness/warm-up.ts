/**
 * MSER-5: the warm-up ends where deleting more would lose more than it gains.
 *
 *   d* = argmin_{0 ≤ d ≤ m/2} (1 ÷ (m − d)²) Σ_{i>d} (Z_i − Z̄_d)²,   Z_i the means of five values each
 *
 * the squared standard error of the rest. Use the mean over replications (`averageSeries`): one
 * run's noise shifts d*.
 *
 * Source: White 1997; White, Cobb & Spratt 2000.
 */
const BATCH = 5;
const BATCHES_NEEDED = 20; // With fewer, the minimum is noise.
const LAST_SHARE = 0.05;

/**
 * The index of the first value to keep, a multiple of `batch` (1 if the values are means over time already), or "too
 * short" when the best cut is in the last 5 % of the half searched, since it may lie beyond: run twice as long.
 */
export function warmUpEnd(series: readonly number[], batch = BATCH): number | "too short" {
  const batches = batchMeans(series, batch);
  const m = batches.length;
  if (m < BATCHES_NEEDED) return "too short";
  const latest = Math.floor(m / 2);
  let best = latest;
  let least = Infinity;
  let mean = 0;
  let squares = 0; // Σ(Z_i − Z̄)², grown from the end: Welford's update.
  for (let d = m - 1; d >= 0; d--) {
    const kept = m - d;
    const step = batches[d]! - mean;
    mean += step / kept;
    squares += step * (batches[d]! - mean);
    const squaredError = squares / (kept * kept);
    if (d <= latest && squaredError <= least) {
      least = squaredError;
      best = d;
    }
  }
  return best > latest * (1 - LAST_SHARE) ? "too short" : best * batch;
}

function batchMeans(series: readonly number[], batch: number): number[] {
  return Array.from({ length: Math.floor(series.length / batch) }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < batch; k++) sum += series[i * batch + k]!;
    return sum / batch;
  });
}
