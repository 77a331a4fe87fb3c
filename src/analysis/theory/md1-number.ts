/**
 * The number in an M/D/1, by Ramaswami's recursion, which adds positive terms only and so keeps its digits:
 *   p_0 = 1 − ρ,   p_n = (p_0 ā_n + Σ_{j=1..n−1} p_j ā_{n+1−j}) ÷ (1 − ā_1),   ā_k = P(Poisson(ρ) ≥ k)
 *
 * Source: Ramaswami, Stochastic Models 4 (1988).
 */
import { gammaP } from "../../mathematics/incomplete-gamma.js";

/** p_0, p_1 …, until the rest is negligible. */
export function stationaryMD1(rho: number): number[] {
  const atLeast: number[] = [1];
  while (atLeast.at(-1)! > 1e-20) atLeast.push(gammaP(atLeast.length, rho));
  const p = [1 - rho];
  let rest = rho;
  for (let n = 1; rest > 1e-15 && p.length < 200_000; n++) {
    let sum = p[0]! * (atLeast[n] ?? 0);
    for (let j = Math.max(1, n + 2 - atLeast.length); j < n; j++) sum += p[j]! * atLeast[n + 1 - j]!;
    p.push(sum / (1 - atLeast[1]!));
    rest -= p[n]!;
  }
  return p;
}
