/**
 * M_t/M/∞: how many run at once when the load swings and nothing queues. Arrivals at rate λ̄ + A sin(2πt ÷ period),
 * each staying for an exponential time of rate μ; empty at t = 0. N(t) is Poisson with mean m(t).
 *
 *   m(t) = ∫₀ᵗ λ(u) e^{−μ(t−u)} du;  with g = 2π ÷ period, its amplitude tends to A ÷ √(μ² + g²), late by atan(g ÷ μ) ÷ g
 *
 * Source: Eick, Massey & Whitt, Management Science 39 (1993).
 */
export interface SinusoidalLoad {
  readonly mean: number; // λ̄
  readonly amplitude: number; // A ≤ λ̄
  readonly period: number;
}

export function meanConcurrency({ mean, amplitude, period }: SinusoidalLoad, mu: number, t: number): number {
  const g = (2 * Math.PI) / period;
  const settled = Math.exp(-mu * t);
  const swing = mu * Math.sin(g * t) - g * Math.cos(g * t) + g * settled;
  return (mean / mu) * (1 - settled) + (amplitude * swing) / (mu * mu + g * g);
}

/** The highest m(t) once the start is forgotten. A rate held for ever would give (λ̄ + A) ÷ μ, which is too much. */
export function peakConcurrency({ mean, amplitude, period }: SinusoidalLoad, mu: number): number {
  return mean / mu + amplitude / Math.hypot(mu, (2 * Math.PI) / period);
}

/** How long after the arrivals' peak the concurrency peaks. */
export function concurrencyLag({ period }: SinusoidalLoad, mu: number): number {
  const g = (2 * Math.PI) / period;
  return Math.atan(g / mu) / g;
}
