/**
 * Many comparisons at once: Holm's step-down. With r of m hypotheses rejected, the next is rejected if its own p is at
 * most α ÷ (m − r), so that with probability 1 − α none of those without an effect is called one, however the
 * comparisons depend on each other.
 *
 * Source: Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
 */

/**
 * The level of the intervals that decide all of them.
 *
 * @param proven how many intervals of this level exclude "no difference"; never more at a higher level
 */
export function holmLevel(comparisons: number, alpha: number, proven: (level: number) => number): number {
  for (let rejected = 0; ; ) {
    const level = 1 - alpha / Math.max(1, comparisons - rejected);
    const now = proven(level);
    if (now <= rejected) return level;
    rejected = now;
  }
}
