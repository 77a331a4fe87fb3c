/** Sums of exponential times, written so that equal rates need no case of their own. Source: Gross & Harris, sec. 2.3. */

/** ∫₀ᵗ e^{−rs} ds = (1 − e^{−rt}) ÷ r, and t for r = 0. The rate may be negative. */
export function decayedTime(rate: number, t: number): number {
  return rate === 0 ? t : -Math.expm1(-rate * t) / rate;
}

/** P(A + B > t) for exponential A and B of rates a and b: e^{−at} (1 + a ∫₀ᵗ e^{−(b−a)s} ds). */
export function twoPhaseTail(a: number, b: number, t: number): number {
  const [slow, fast] = a < b ? [a, b] : [b, a]; // The other way round the integral may overflow.
  return t <= 0 ? 1 : Math.exp(-slow * t) * (1 + slow * decayedTime(fast - slow, t));
}
