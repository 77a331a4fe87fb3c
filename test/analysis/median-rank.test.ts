/** Ranks of the order statistics that bound a median, against published tables and the binomial itself. */
import { expect, it } from "vitest";
import { medianRank } from "../../src/analysis/statistics/median-rank.js";

it("is that of the tables at 95 %: none below six values", () => {
  // Conover, Practical Nonparametric Statistics (1999), table A3; Dixon & Massey (1983), table A-25.
  const table = [
    [5, null],
    [6, 1],
    [8, 1],
    [9, 2],
    [12, 3],
    [15, 4],
    [20, 6],
    [25, 8],
    [50, 18],
  ] as const;
  for (const [n, rank] of table) expect(medianRank(n, 0.95), `n = ${n}`).toBe(rank);
});

it("covers at least as often as asked, and the next rank does not", () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  const coverage = (n: number, rank: number): number =>
    1 - (2 * Array.from({ length: rank }, (_, k) => choose(n, k)).reduce((a, b) => a + b, 0)) / 2 ** n;
  for (let n = 6; n <= 40; n++) {
    const rank = medianRank(n, 0.95)!;
    expect(coverage(n, rank)).toBeGreaterThanOrEqual(0.95);
    expect(coverage(n, rank + 1)).toBeLessThan(0.95);
  }
});
