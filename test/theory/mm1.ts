/**
 * M/M/1: Poisson arrivals λ, one server, exponential service at rate μ, first come first served.
 *
 * Source: Kleinrock, Queueing Systems I (1975), ch. 3; Gross & Harris, ch. 2.
 */
import { overloaded, type QueueLaw } from "../../src/analysis/theory/queue-law.js";

export interface MM1Law extends QueueLaw {
  readonly varianceInSystem: number; // ρ ÷ (1 − ρ)²
}

/** T ~ exponential(μ − λ);  P(W > t) = ρ e^{−(μ−λ)t};  L = ρ ÷ (1 − ρ). */
export function mm1(lambda: number, mu: number): MM1Law {
  const rho = lambda / mu;
  if (rho >= 1) return { ...overloaded(rho), varianceInSystem: Infinity };
  const spare = mu - lambda;
  return {
    utilisation: rho,
    waitingProbability: rho,
    meanWait: rho / spare,
    meanSojourn: 1 / spare,
    meanWaiting: (rho * rho) / (1 - rho),
    meanInSystem: rho / (1 - rho),
    varianceInSystem: rho / (1 - rho) ** 2,
    waitTail: (t) => rho * Math.exp(-spare * t),
    sojournTail: (t) => Math.exp(-spare * t),
  };
}
