/**
 * How many wait in an M/D/c. Whoever is in service now is gone one service time D later, and nobody who arrives
 * meanwhile is:
 *   N(t + D) = (N(t) − c)⁺ + Poisson(a),   a = λD < c
 *
 * Source: Crommelin 1932; for c = 1, Ramaswami 1988.
 */
import { stationaryMD1 } from "./md1-number.js";

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
