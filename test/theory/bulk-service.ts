/**
 * M/M(1,b)/1: a server takes all who wait, at most b, at least one, and serves them together for an exponential time.
 *
 * With n waiting while the server is busy, pₙ = A rⁿ, where r is the root in (0, 1) of μ z^(b+1) − (λ + μ) z + λ = 0, since
 * (λ + μ) pₙ = λ pₙ₋₁ + μ pₙ₊ᵦ; idle with μ A ÷ λ. All is 1 for A = 1 ÷ (1 ÷ (1 − r) + μ ÷ λ).
 *
 *   Lq = A r ÷ (1 − r)²,   Wq = Lq ÷ λ,   mean batch = λ ÷ (μ · busy)
 *
 * Source: Bailey, On queueing processes with bulk service (1954); Medhi, Stochastic Models in Queueing Theory, sec. 4.3.
 */
import { root } from "../../src/mathematics/root.js";

export function bulkService(lambda: number, mu: number, most: number) {
  const r = root((z) => mu * z ** (most + 1) - (lambda + mu) * z + lambda, 0, 1 - 1e-9);
  const a = 1 / (1 / (1 - r) + mu / lambda);
  const busy = a / (1 - r);
  return { meanWait: (a * r) / (1 - r) ** 2 / lambda, busy, meanBatch: lambda / (mu * busy) };
}
