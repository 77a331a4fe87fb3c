/**
 * Open Jackson networks: Poisson arrivals from outside, exponential servers, routing by chance. Each station then
 * behaves as an M/M/c of its own.
 *
 * Source: Jackson 1957; Burke 1956; Reich 1957; Jain, The Art of Computer Systems Performance Analysis (1991), ch. 34.
 */
import { twoPhaseTail } from "../../src/analysis/theory/exponential-phases.js";
import { mmc } from "../../src/analysis/theory/mmc.js";
import type { QueueLaw } from "../../src/analysis/theory/queue-law.js";

export interface VisitedStation {
  readonly visits: number; // V_i: mean visits of one request.
  readonly serviceTime: number; // Mean, of one visit.
  readonly servers?: number; // 1 unless it says otherwise.
}

export interface OpenNetworkLaw {
  readonly stations: readonly QueueLaw[]; // Of one visit, with arrivals λ V_i.
  readonly meanSojourn: number; // Σ V_i E T_i
  readonly meanInSystem: number; // Σ L_i
}

export function openNetwork(lambda: number, stations: readonly VisitedStation[]): OpenNetworkLaw {
  const laws = stations.map(({ visits, serviceTime, servers = 1 }) => mmc(lambda * visits, 1 / serviceTime, servers));
  const meanSojourn = stations.reduce((sum, { visits }, i) => sum + visits * laws[i]!.meanSojourn, 0);
  return { stations: laws, meanSojourn, meanInSystem: lambda * meanSojourn };
}

/** P(T > t) through two M/M/1 in a row: their sojourns are independent exponentials of rates μ₁ − λ and μ₂ − λ. */
export function tandemSojournTail(lambda: number, mu1: number, mu2: number): (t: number) => number {
  const stable = lambda < mu1 && lambda < mu2;
  return (t) => (stable ? twoPhaseTail(mu1 - lambda, mu2 - lambda, t) : 1);
}
