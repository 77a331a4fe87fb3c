/**
 * M/G/1 on a server that breaks down: up times exponential at rate f, repairs R, breakdowns also while it is idle.
 *
 * Work S that resumes completes after C = S + the repairs in between, Poisson(f S) of them:
 *   E C = E S (1 + f E R),   E C² = E S² (1 + f E R)² + f E R² E S
 * Work that restarts completes at the first up time longer than S: geometrically many attempts, p = e^(−f S).
 * With either C, first come first served,
 *   E W = λ E C² ÷ (2 (1 − λ E C)) + f E R² ÷ (2 (1 + f E R))
 * until it is first served: Pollaczek and Khinchine, and the rest of the repair that arrivals find an empty server in
 * (Welch 1964, with that rest as the set-up time).
 * Source: White & Christie 1958; Gaver 1962; Avi-Itzhak & Naor 1963.
 */
import type { Moments } from "./mg1.js";

export interface Interruptions {
  readonly rate: number; // f, while it is up.
  readonly repair: Pick<Moments, "first" | "second">;
}

export type Completion = Pick<Moments, "first" | "second">;

export function resumed(service: Pick<Moments, "first" | "second">, { rate, repair }: Interruptions): Completion {
  const slower = 1 + rate * repair.first;
  return {
    first: service.first * slower,
    second: service.second * slower ** 2 + rate * repair.second * service.first,
  };
}

/** For constant work. Each lost attempt X is an up time below S: E X = 1 ÷ f − S p ÷ (1 − p). */
export function repeated(service: number, { rate, repair }: Interruptions): Completion {
  const p = Math.exp(-rate * service);
  const lost = (1 - p) / p; // Attempts in the mean; their variance is (1 − p) ÷ p².
  const attempt = 1 / rate - (service * p) / (1 - p);
  const attemptSquared = (2 / rate ** 2 - p * (service ** 2 + (2 * service) / rate + 2 / rate ** 2)) / (1 - p);
  const each = attempt + repair.first;
  const varianceOfEach = attemptSquared - attempt ** 2 + repair.second - repair.first ** 2;
  const first = service + lost * each;
  return { first, second: first ** 2 + lost * varianceOfEach + (lost / p) * each ** 2 };
}

/**
 * A request that finds the server free but down waits for D, the rest of a repair. An exponential(λ) time after the
 * server was left idle and up, with R* the Laplace transform of the repairs,
 *   E D = f (E R − (1 − R*(λ)) ÷ λ) ÷ (f + λ − f R*(λ)),   P(free) = (1 − λ E C) ÷ (1 + λ E D)
 */
export function foundDown(
  lambda: number,
  completion: Completion,
  { rate, repair }: Interruptions,
  transform: (s: number) => number,
): { readonly free: number; readonly rest: number } {
  const ended = transform(lambda); // P(the repair ends before the next arrival)
  const rest = (rate * (repair.first - (1 - ended) / lambda)) / (rate + lambda - rate * ended);
  return { free: (1 - lambda * completion.first) / (1 + lambda * rest), rest };
}

/** Mean time until it is first served; Infinity if the server cannot keep up. */
export function interruptedWait(lambda: number, completion: Completion, { rate, repair }: Interruptions): number {
  const rho = lambda * completion.first;
  if (rho >= 1) return Infinity;
  return (lambda * completion.second) / (2 * (1 - rho)) + (rate * repair.second) / (2 * (1 + rate * repair.first));
}
