/**
 * M/M/2, first come first served, all messages about the same: the share of them that a later one overtakes.
 *
 * Only the message that the other server takes next can be done before one that is in work; of two exponential works under
 * way each ends first with probability ½. With ρ = λ ÷ 2μ, p₀ = (1 − ρ) ÷ (1 + ρ), p₁ = 2ρ p₀, C = 1 − p₀ − p₁, and
 * a = λ ÷ (λ + μ), that one arrives before the work ends:
 *
 * - the other server is idle (p₀): ½ a;
 * - it still works on an earlier one (p₁, or C after a wait): ½ that it ends first; then another waits there already, or
 *   comes with probability a; then ½. None has come while the two work with probability e = 2μ ÷ (2μ + λ), nor during a
 *   wait, which is exponential at rate 2μ − λ, with probability 1 − ρ.
 *
 *   share = ½ p₀ a + ¼ p₁ (1 − e + e a) + ¼ C (1 − (1 − ρ) e + (1 − ρ) e a)
 *
 * Derived here; the waits are those of Gross & Harris, sec. 2.3. On overtaking: Whitt, Networks 14 (1984).
 */
export function overtakenInMM2(lambda: number, mu: number): number {
  const rho = lambda / (2 * mu);
  const p0 = (1 - rho) / (1 + rho);
  const p1 = 2 * rho * p0;
  const waits = 1 - p0 - p1;
  const a = lambda / (lambda + mu);
  const e = (2 * mu) / (2 * mu + lambda);
  const comes = (none: number): number => 1 - none + none * a;
  return (p0 * a) / 2 + (p1 * comes(e)) / 4 + (waits * comes((1 - rho) * e)) / 4;
}
