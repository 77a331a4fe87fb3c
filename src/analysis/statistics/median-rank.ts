/**
 * Which order statistics bound a median, whatever the distribution: of n values, the r-th smallest and the r-th largest
 * cover it with probability 1 − 2·P(B < r), where B is binomial with n trials of one half. Equally, fewer than r of n
 * runs prove that less than half of all do, and more than n − r that more than half do.
 * Source: David & Nagaraja, Order Statistics, sec. 7.1.
 */
import { betaI } from "../../mathematics/incomplete-beta.js";

/** The largest such r, from 1; null where n values are too few: at 95 %, fewer than six. */
export function medianRank(n: number, level: number): number | null {
  let rank = 0;
  while (rank + 1 <= n / 2 && 2 * atMost(rank, n) <= 1 - level) rank++;
  return rank === 0 ? null : rank;
}

/** P(B ≤ k) of n fair trials. */
const atMost = (k: number, n: number): number => betaI(n - k, k + 1, 0.5);
