/**
 * M/G/1: Poisson arrivals λ, one server, any service time S, first come first served.
 *
 *   E W = λ E S² ÷ (2 (1 − ρ)),   Var W = (E W)² + λ E S³ ÷ (3 (1 − ρ)),   ρ = λ E S
 *
 * Source: Pollaczek 1930; Khinchine 1932; Takács 1962 (the variance).
 */
import type { QueueLaw } from "./queue-law.js";

export interface MG1Means extends Omit<QueueLaw, "waitTail" | "sojournTail"> {
  readonly varianceOfWait: number;
  readonly varianceOfSojourn: number; // The wait is independent of one's own service.
}

export function mg1(lambda: number, service: Moments): MG1Means {
  const rho = lambda * service.first;
  const stable = rho < 1;
  const meanWait = stable ? (lambda * service.second) / (2 * (1 - rho)) : Infinity;
  const varianceOfWait = stable ? meanWait ** 2 + (lambda * service.third) / (3 * (1 - rho)) : Infinity;
  return {
    utilisation: Math.min(rho, 1),
    waitingProbability: Math.min(rho, 1),
    meanWait,
    meanSojourn: meanWait + service.first,
    meanWaiting: lambda * meanWait,
    meanInSystem: lambda * meanWait + rho,
    varianceOfWait,
    varianceOfSojourn: varianceOfWait + service.second - service.first ** 2,
  };
}

/** The first three moments of a time, which determine M/G/1. scv is the squared coefficient of variation. */
export interface Moments {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** E S^k = m^k (1 + scv)^{k(k−1)/2}. */
export function lognormalMoments(mean: number, scv: number): Moments {
  return { first: mean, second: mean ** 2 * (1 + scv), third: mean ** 3 * (1 + scv) ** 3 };
}

/** E S^k = m^k Π_{i<k} (1 + i scv). Exponential is scv 1, Erlang-k is 1 ÷ k, constant is 0. */
export function gammaMoments(mean: number, scv: number): Moments {
  return { first: mean, second: mean ** 2 * (1 + scv), third: mean ** 3 * (1 + scv) * (1 + 2 * scv) };
}
