/**
 * What a change gains for its cost:
 *
 *   score = g ÷ burden,  g = |ln(θ₁ ÷ θ₀)|, positive if better,  burden = complexity · (1 + units added ÷ cores now)
 *
 * θ is the metric without and with the change, so halving counts twice as much as a cut to 71 %. Doubling all cores
 * doubles the burden; a cache or a queue counts as a core. Removals do not reduce the burden.
 */

/** Caps the gain, since an error rate may fall to zero: a hundredth counts as much. */
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

/** For a change that only saves: its share of all units; none if it only removes a setting. */
export function savedOf(complexity: number, cost: Readonly<Record<string, number>>, coresNow: number): number {
  const { cores = 0, caches = 0, queues = 0 } = cost;
  return Math.max(0, -(cores + caches + queues)) / Math.max(1, coresNow) / complexity;
}
