/**
 * M/M/c: Poisson arrivals λ, one line in front of c servers, each exponential at rate μ.
 *
 * Source: Erlang 1917; Gross & Harris, sec. 2.3.
 */
import { twoPhaseTail } from "./exponential-phases.js";
import { overloaded, type QueueLaw } from "./queue-law.js";

/** P(W > 0) = B ÷ (1 − ρ (1 − B)), with B Erlang's loss formula and `load` a = λ ÷ μ < c. */
export function erlangC(servers: number, load: number): number {
  const blocked = erlangB(servers, load);
  const rho = load / servers;
  return rho >= 1 ? 1 : blocked / (1 - rho * (1 - blocked));
}

/**
 * With C = P(W > 0) and θ = cμ − λ:  P(W > t) = C e^{−θt},  E W = C ÷ θ, and a sojourn is one service, or for those
 * that wait a service after an exponential(θ) wait:  P(T > t) = (1 − C) e^{−μt} + C (θ e^{−μt} − μ e^{−θt}) ÷ (θ − μ).
 */
export function mmc(lambda: number, mu: number, servers: number): QueueLaw {
  const rho = lambda / (servers * mu);
  if (rho >= 1) return overloaded(rho);
  const waits = erlangC(servers, lambda / mu);
  const theta = servers * mu - lambda;
  const meanWait = waits / theta;
  return {
    utilisation: rho,
    waitingProbability: waits,
    meanWait,
    meanSojourn: meanWait + 1 / mu,
    meanWaiting: lambda * meanWait,
    meanInSystem: lambda * meanWait + lambda / mu,
    waitTail: (t) => waits * Math.exp(-theta * t),
    sojournTail: (t) => (1 - waits) * Math.exp(-mu * t) + waits * twoPhaseTail(mu, theta, t),
  };
}

/**
 * Erlang B: the chance that a Poisson arrival finds all c servers busy and is lost, M/G/c/c. `load` is a = λ E S.
 *
 *   B(0) = 1,   B(k) = a B(k−1) ÷ (k + a B(k−1))
 *
 * Source: Erlang 1917; Gross & Harris, sec. 2.5. Insensitive to the distribution of the service time.
 */
export function erlangB(servers: number, load: number): number {
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked;
}
