/**
 * M/M/c/K: as M/M/c, but with room for K in all, in service and waiting. Arrivals that find it full are lost.
 * With K = c it is Erlang's loss system.
 *
 * Source: Gross & Harris, sec. 2.5.
 */
import { gammaP, gammaQ } from "../../mathematics/incomplete-gamma.js";
import { expected, stationary } from "./birth-death.js";
import type { QueueLaw } from "./queue-law.js";

export interface FiniteQueueLaw extends QueueLaw {
  readonly refusedShare: number; // p_K: Poisson arrivals see time averages.
  readonly goodput: number; // λ (1 − p_K)
}

/** Waits and sojourns are those of accepted requests, which find n < K with probability p_n ÷ (1 − p_K). */
export function mmck(lambda: number, mu: number, servers: number, room: number): FiniteQueueLaw {
  const p = stationary({
    birth: (n) => (n < room ? lambda : 0),
    death: (n) => Math.min(n, servers) * mu,
    steadyFrom: Infinity,
  })!;
  const refusedShare = p[room]!;
  const found = p.slice(0, room).map((share) => share / (1 - refusedShare));
  const goodput = lambda * (1 - refusedShare);
  const meanWaiting = expected(p, (n) => Math.max(0, n - servers));
  const meanInSystem = expected(p, (n) => n);
  const full = servers * mu;
  return {
    utilisation: expected(p, (n) => Math.min(n, servers)) / servers,
    waitingProbability: expected(found, (n) => (n >= servers ? 1 : 0)),
    meanWait: meanWaiting / goodput,
    meanSojourn: meanInSystem / goodput,
    meanWaiting,
    meanInSystem,
    refusedShare,
    goodput,
    waitTail: (t) => expected(found, (n) => (n < servers ? 0 : gammaQ(n - servers + 1, full * t))),
    sojournTail: (t) => expected(found, (n) => departureTail(Math.max(0, n - servers + 1), full, mu, t)),
  };
}

/**
 * P(E + S > t), where E is k departures at rate θ and S one service at rate μ ≤ θ:
 * Q(k, θt) + e^{−μt} (θ ÷ (θ − μ))^k P(k, (θ − μ) t), and Q(k + 1, θt) if θ = μ.
 */
function departureTail(k: number, theta: number, mu: number, t: number): number {
  if (k === 0) return Math.exp(-mu * t);
  if (theta === mu) return gammaQ(k + 1, theta * t);
  return gammaQ(k, theta * t) + (theta / (theta - mu)) ** k * Math.exp(-mu * t) * gammaP(k, (theta - mu) * t);
}
