/**
 * Constant patience τ, with Poisson arrivals and exponential service. The result depends on what the server does then:
 * drop from the queue, for any number of servers; abort even in service; or serve without a caller, and then it is plain
 * M/M/1, with P(late) = e^{−(μ−λ)τ}.
 *
 * With one server the work ahead of an arrival has density λ p₀ e^{(λ−μ)x} up to τ, and mass p₀ at 0. Any λ: always
 * stable.
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
 * Given up while waiting, served whole once begun (M/M/c+D). The wait offered to an arrival has density
 * λ p_{c−1} e^{(λ−cμ)x} up to τ, and beyond, where none wait for it, falls as e^{−cμ(x−τ)}; with p_j = p₀ a^j ÷ j! and
 * a = λ ÷ μ, 1 ÷ p₀ = Σ_{j<c} a^j ÷ j! + (a^{c−1} ÷ (c−1)!) (λ ∫₀^τ e^{(λ−cμ)x} dx + (λ ÷ cμ) e^{(λ−cμ)τ}), and
 * P(late) = p_{c−1} (λ ÷ cμ) e^{(λ−cμ)τ}. Erlang's loss formula for τ = 0.
 *
 * Source: Gnedenko & Kovalenko, Introduction to Queueing Theory (1968), ch. 1; Baccelli & Hebuterne 1981.
 */
export function droppedFromLine(lambda: number, mu: number, patience: number, servers = 1): PatienceLaw {
  const all = servers * mu;
  let weight = 1; // a^j ÷ j!
  let below = 1;
  for (let j = 1; j < servers; j++) {
    weight *= lambda / mu / j;
    below += weight;
  }
  // All terms over e^{(λ−cμ)τ} where that grows.
  const over = Math.exp(-Math.max(0, lambda - all) * patience);
  const beyond = (lambda / all) * Math.exp(-Math.max(0, all - lambda) * patience);
  const waiting = lambda * decayedTime(Math.abs(all - lambda), patience);
  const late = (weight * beyond) / (below * over + weight * (waiting + beyond));
  return { timeoutShare: late, goodput: lambda * (1 - late), utilisation: (lambda * (1 - late)) / all };
}

/** Aborted at τ, even in service: work stays below τ, 1 ÷ p₀ = 1 + λ ∫₀^τ e^{(λ−μ)x} dx, P(late) = p₀ e^{(λ−μ)τ}. */
export function abortedAnywhere(lambda: number, mu: number, patience: number): PatienceLaw {
  const idle = 1 / (1 + lambda * decayedTime(mu - lambda, patience));
  return law(lambda, idle * Math.exp((lambda - mu) * patience), idle);
}

function law(lambda: number, timeoutShare: number, idle: number): PatienceLaw {
  return { timeoutShare, goodput: lambda * (1 - timeoutShare), utilisation: 1 - idle };
}
