/**
 * M/G/1: Poisson arrivals λ, one server, any service time S, first come first served.
 *
 *   E W = λ E S² ÷ (2 (1 − ρ)),   Var W = (E W)² + λ E S³ ÷ (3 (1 − ρ)),   ρ = λ E S
 *
 * Source: Pollaczek 1930; Khinchine 1932; Takács 1962 (the variance).
 */
import type { QueueLaw } from "./queue-law.js";
import type { Moments } from "./service-moments.js";

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
