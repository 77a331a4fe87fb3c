/**
 * Neighbouring bins merged until each stretch has the samples that a percentile needs. Of all ways to cut, the
 * one with the finest resolution per sample, so that a busy minute stays separate between quiet ones:
 *
 *   minimise Σ n_s w_s,   n_s ≥ needed
 *
 * n_s samples in a stretch; w_s its bins. A stretch that could be cut in two is never the best, so few ends are tried.
 *
 * @param sizes samples in each bin
 * @returns bins in each stretch, in order; each bin by itself where all together are too few
 */
export function stretches(sizes: readonly number[], needed: number): number[] {
  const before = [0]; // Samples before each bin.
  for (const size of sizes) before.push(before.at(-1)! + size);
  const enough = firstEnough(before, needed);
  const least: (number | null)[] = [0]; // Least Σ n w up to each bin; null: no such cut.
  const from = [0]; // Where the last stretch begins then.
  let last = -1; // The latest bin with which a stretch can begin.
  for (let to = 1; to <= sizes.length; to++) {
    least[to] = null;
    while (enough[last + 1]! <= to) last++;
    for (let start = last; start >= 0; start--) {
      const earlier = least[start]!;
      const cost = earlier === null ? null : earlier + (before[to]! - before[start]!) * (to - start);
      if (cost !== null && cost < (least[to] ?? Number.POSITIVE_INFINITY)) [least[to], from[to]] = [cost, start];
      const middle = enough[start]!;
      if (middle < to && enough[middle]! <= to) break; // It could be cut in two.
    }
  }
  if (least[sizes.length] === null) return sizes.map(() => 1);
  const lengths: number[] = [];
  for (let to = sizes.length; to > 0; to = from[to]!) lengths.push(to - from[to]!);
  return lengths.reverse();
}

/** For each bin, the end of the shortest stretch with enough samples that begins there. */
function firstEnough(before: readonly number[], needed: number): number[] {
  let to = 0;
  return before.map((samples, start) => {
    to = Math.max(to, start + 1);
    while (to < before.length && before[to]! - samples < needed) to++;
    return to < before.length ? to : Number.POSITIVE_INFINITY;
  });
}
