/**
 * M/M/1 with constant patience τ. The result depends on what the server does then:
 * drop from the queue, abort even in service, or serve without a caller (then it is plain M/M/1, and
 * P(late) = e^{−(μ−λ)τ}).
 *
 * The work ahead of an arrival has density λ p₀ e^{(λ−μ)x} up to τ, and mass p₀ at 0. Any λ: always stable.
 *
 * Source: Barrer 1957 (dropped); Baccelli, Boyer & Hébuterne 1984.
 */
import { decayedTime } from "./exponential-phases.js";

export interface PatienceLaw {
  readonly timeoutShare: number;
  readonly goodput: number; // λ (1 − timeout share)
  readonly utilisation: number; // 1 − p₀
}

/**
 * Given up while waiting, served whole once begun (M/M/1+D). Work beyond τ is then possible, so
 * 1 ÷ p₀ = 1 + λ ∫₀^τ e^{(λ−μ)x} dx + (λ/μ) e^{(λ−μ)τ}, and P(late) = p₀ (λ/μ) e^{(λ−μ)τ}.
 */
export function droppedFromLine(lambda: number, mu: number, patience: number): PatienceLaw {
  const beyond = (lambda / mu) * Math.exp((lambda - mu) * patience);
  const idle = 1 / (1 + lambda * decayedTime(mu - lambda, patience) + beyond);
  return law(lambda, idle * beyond, idle);
}

/** Aborted at τ, even in service: work stays below τ, 1 ÷ p₀ = 1 + λ ∫₀^τ e^{(λ−μ)x} dx, P(late) = p₀ e^{(λ−μ)τ}. */
export function abortedAnywhere(lambda: number, mu: number, patience: number): PatienceLaw {
  const idle = 1 / (1 + lambda * decayedTime(mu - lambda, patience));
  return law(lambda, idle * Math.exp((lambda - mu) * patience), idle);
}

function law(lambda: number, timeoutShare: number, idle: number): PatienceLaw {
  return { timeoutShare, goodput: lambda * (1 - timeoutShare), utilisation: 1 - idle };
}
