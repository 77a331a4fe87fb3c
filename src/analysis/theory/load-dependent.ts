/**
 * Poisson arrivals λ wait in turn for one of P places; n that hold a place complete at total rate X(n), which need not
 * rise with n. A connection pool in front of a contended database, or threads on few cores.
 *
 *   death(n) = X(min(n, P)); stable if λ < X(P), even if X is higher below P
 *
 * Source: birth–death; Gunther, Guerrilla Capacity Planning (2007) for X.
 */
import { expected, stationary } from "./birth-death.js";

export interface LoadDependentLaw {
  readonly meanSojourn: number;
  readonly meanWait: number; // For a place.
  readonly meanHolding: number; // Of a place.
  readonly meanBusy: number; // Places held.
  readonly meanInSystem: number;
}

export function loadDependent(lambda: number, completionRate: (n: number) => number, places: number): LoadDependentLaw {
  const p = stationary({
    birth: () => lambda,
    death: (n) => completionRate(Math.min(n, places)),
    steadyFrom: places,
  });
  if (!p) {
    const never = Infinity;
    return {
      meanSojourn: never,
      meanWait: never,
      meanHolding: places / completionRate(places),
      meanBusy: places,
      meanInSystem: never,
    };
  }
  const meanInSystem = expected(p, (n) => n);
  const meanBusy = expected(p, (n) => Math.min(n, places));
  return {
    meanSojourn: meanInSystem / lambda,
    meanWait: (meanInSystem - meanBusy) / lambda,
    meanHolding: meanBusy / lambda,
    meanBusy,
    meanInSystem,
  };
}
