/**
 * Erlang A, M/M/c+M: as M/M/c, but a waiting request gives up after an exponential patience of rate θ. Always stable.
 *
 *   death(n) = min(n, c) μ + (n − c)⁺ θ,   P(give up) = θ Lq ÷ λ,   E W = Lq ÷ λ (abandoned requests included)
 *
 * Source: Palm 1957; Garnett, Mandelbaum & Reiman, M&SOM 4 (2002).
 */
import { expected, stationary } from "./birth-death.js";

export interface ImpatientLaw {
  readonly utilisation: number;
  readonly waitingProbability: number;
  readonly abandonedShare: number;
  readonly meanWait: number;
  readonly meanWaiting: number; // Lq
  readonly goodput: number;
}

export function erlangA(lambda: number, mu: number, servers: number, patienceRate: number): ImpatientLaw {
  const p = stationary({
    birth: () => lambda,
    death: (n) => Math.min(n, servers) * mu + Math.max(0, n - servers) * patienceRate,
    steadyFrom: servers + Math.max(0, Math.ceil((lambda - servers * mu) / patienceRate)),
  })!;
  const meanWaiting = expected(p, (n) => Math.max(0, n - servers));
  const abandonedShare = (patienceRate * meanWaiting) / lambda;
  return {
    utilisation: expected(p, (n) => Math.min(n, servers)) / servers,
    waitingProbability: expected(p, (n) => (n >= servers ? 1 : 0)),
    abandonedShare,
    meanWait: meanWaiting / lambda,
    meanWaiting,
    goodput: lambda * (1 - abandonedShare),
  };
}
