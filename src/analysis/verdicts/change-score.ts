/**
 * What a change gains for what it takes:
 *
 *   score = g ÷ burden,   g = |ln(θ₁ ÷ θ₀)|, positive for the better,   burden = complexity · (1 + units added ÷ cores now)
 *
 * θ is the metric without and with the change, so halving counts twice as much as a cut to 71 %. Doubling all cores
 * doubles the burden; a cache or a queue counts as a core. What is taken away makes no burden less.
 */

/** An error rate may fall to nothing; a hundredth is as good as that. */
const MOST = Math.log(100);

/** @param ratio θ₁ ÷ θ₀: infinite from nothing to something, and NaN, which is no gain, from nothing to nothing */
export function gainOf(ratio: number, goal: "less" | "more"): number {
  if (Number.isNaN(ratio)) return 0;
  const g = goal === "less" ? -Math.log(ratio) : Math.log(ratio);
  return Math.max(-MOST, Math.min(MOST, g));
}

export function burdenOf(complexity: number, cost: Readonly<Record<string, number>>, coresNow: number): number {
  const { cores = 0, caches = 0, queues = 0 } = cost;
  return complexity * (1 + Math.max(0, cores + caches + queues) / Math.max(1, coresNow));
}

/** Of a change that saves and gains nothing: its share of all there is, and none where it takes away a setting. */
export function savedOf(complexity: number, cost: Readonly<Record<string, number>>, coresNow: number): number {
  const { cores = 0, caches = 0, queues = 0 } = cost;
  return Math.max(0, -(cores + caches + queues)) / Math.max(1, coresNow) / complexity;
}
