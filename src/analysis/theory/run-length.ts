/**
 * How long to run before an interval is narrow, from theory, on M/M/1 with service rate μ and utilisation ρ < 1.
 *
 * Source: Daley 1968; Whitt, Planning queueing simulations, Management Science 35 (1989).
 */
import { normalQuantile } from "../../mathematics/normal.js";

/** Relaxation time, 1 ÷ (μ (1 − √ρ)²). Warm up for 3 of them, and run for at least 100. */
export function relaxationTime(rho: number, mu: number): number {
  return 1 / (mu * (1 - Math.sqrt(rho)) ** 2);
}

/**
 * The same with room for K to wait: 1 ÷ (μ (1 + ρ − 2√ρ cos(π ÷ (K + 2)))). Under overload, at least the time
 * to fill the room, K ÷ (μ (ρ − 1)), but at most the time by chance alone, K² ÷ (π² μ).
 *
 * Source: Morse, Queues, Inventories and Maintenance (1958): the eigenvalues of its birth-death process.
 */
export function settlingTime(rho: number, mu: number, room: number): number {
  const relaxed = 1 / (mu * (1 + rho - 2 * Math.sqrt(rho) * Math.cos(Math.PI / (room + 2))));
  if (rho < 1 || room === 0) return relaxed;
  return Math.max(relaxed, Math.min(room / (rho - 1), (room / Math.PI) ** 2) / mu);
}

/** n × the variance of the mean of n successive waits: ρ (2 + 5ρ − 4ρ² + ρ³) ÷ (μ² (1 − ρ)⁴). */
export function asymptoticVarianceOfWaits(rho: number, mu: number): number {
  return (rho * (2 + 5 * rho - 4 * rho ** 2 + rho ** 3)) / (mu ** 2 * (1 - rho) ** 4);
}

/** Time × the variance of the time average of N: 2ρ (1 + ρ) ÷ (μ (1 − ρ)⁴). */
export function asymptoticVarianceOfNumber(rho: number, mu: number): number {
  return (2 * rho * (1 + rho)) / (mu * (1 - rho) ** 4);
}

/** Waits to observe until the interval of their mean has this half-width, relative to the mean: σ² (z ÷ (ε E W))². */
export function waitsNeeded(rho: number, relativeHalfWidth: number, level: number): number {
  const meanWait = rho / (1 - rho);
  const z = normalQuantile((1 + level) / 2);
  return asymptoticVarianceOfWaits(rho, 1) * (z / (relativeHalfWidth * meanWait)) ** 2;
}
