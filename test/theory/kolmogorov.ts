/** The limit of √n × the largest distance between an empirical distribution and the true one. Source: Kolmogorov 1933. */

/**
 * P(K > x). Two series for the same function, each used where it needs few terms:
 *   2 Σ_{k≥1} (−1)^{k−1} e^{−2k²x²}   and   1 − (√(2π) ÷ x) Σ_{k≥1} e^{−(2k−1)²π²/(8x²)}.
 */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k <= 5; k++) sum += Math.exp(-(((2 * k - 1) * Math.PI) ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k <= 5; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return 2 * sum;
}
