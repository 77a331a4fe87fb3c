/**
 * How many wait in an M/D/c. Requests in service now are gone one service time D later, and no arrival
 * meanwhile is:
 *   N(t + D) = (N(t) − c)⁺ + Poisson(a),   a = λD < c
 *
 * Source: Crommelin 1932; for c = 1, Ramaswami 1988.
 */
import { gammaP } from "../../mathematics/incomplete-gamma.js";

const PRECISION = 1e-13;

/** Q_m = P(at most m wait), m = 0, 1 …, until it is 1. */
export function queueLengths(load: number, servers: number): number[] {
  const p = servers === 1 ? stationaryMD1(load) : iterate(load, servers);
  const atMost: number[] = [];
  let sum = p.slice(0, servers).reduce((total, share) => total + share, 0);
  for (const share of p.slice(servers)) {
    sum += share;
    atMost.push(Math.min(1, sum));
  }
  return atMost;
}

/** The equation above, repeated until nothing changes: some relaxation times, each a convolution with few terms. */
function iterate(load: number, servers: number): number[] {
  const arrivals = poisson(load);
  const states = servers + arrivals.length + Math.ceil((18 * servers) / (servers - load)); // The tail decays at least as e^{−2(1−ρ)n}.
  let p = new Array<number>(states).fill(1 / states);
  for (;;) {
    const left = p.slice(servers);
    left[0] = p.slice(0, servers + 1).reduce((total, share) => total + share, 0);
    const next = new Array<number>(states).fill(0);
    for (let n = 0; n < left.length; n++) {
      for (let k = 0; k < arrivals.length && n + k < states; k++) next[n + k]! += left[n]! * arrivals[k]!;
    }
    const total = next.reduce((sum, share) => sum + share, 0);
    let change = 0;
    for (let n = 0; n < states; n++) {
      next[n]! /= total;
      change += Math.abs(next[n]! - p[n]!);
    }
    p = next;
    if (change < PRECISION) return p;
  }
}

/** e^{−a} a^k ÷ k!, up to where the rest is negligible. */
function poisson(load: number): number[] {
  const terms = [Math.exp(-load)];
  for (let k = 1; k < load || terms[k - 1]! > 1e-18; k++) terms.push((terms[k - 1]! * load) / k);
  return terms;
}

/**
 * The number in an M/D/1, by Ramaswami's recursion, which adds positive terms only and so keeps its digits:
 *   p_0 = 1 − ρ,   p_n = (p_0 ā_n + Σ_{j=1..n−1} p_j ā_{n+1−j}) ÷ (1 − ā_1),   ā_k = P(Poisson(ρ) ≥ k)
 *
 * Source: Ramaswami, Stochastic Models 4 (1988).
 *
 * @returns p_0, p_1 …, until the rest is negligible
 */
function stationaryMD1(rho: number): number[] {
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
