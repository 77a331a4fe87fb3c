/** What the tests of randomness measure with: independent of src/, so that a mistake there cannot excuse itself. */

/** (Σ(observed − expected)² ÷ expected − degrees) ÷ √(2·degrees), about standard normal when all cells are equally likely. */
export function chiSquareZ(counts: ArrayLike<number>): number {
  const cells = Array.from(counts);
  const expected = cells.reduce((a, b) => a + b, 0) / cells.length;
  const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return (chiSquare - (cells.length - 1)) / Math.sqrt(2 * (cells.length - 1));
}

/** Pearson's correlation times √n: about standard normal when x and y have nothing to do with each other. */
export function correlationZ(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return (xy / Math.sqrt(xx * yy)) * Math.sqrt(n);
}

export function mean(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]!;
  return sum / x.length;
}

/** Mean of (x − centre)^power. */
export function centralMoment(x: ArrayLike<number>, centre: number, power: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! - centre) ** power;
  return sum / x.length;
}

/** √n·sup|Fₙ − F|: above 1.95 in one sample of a thousand (Kolmogorov). Sorts `x`. */
export function kolmogorovSmirnov(x: Float64Array, cdf: (x: number) => number): number {
  x.sort();
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const f = cdf(x[i]!);
    largest = Math.max(largest, f - i / x.length, (i + 1) / x.length - f);
  }
  return largest * Math.sqrt(x.length);
}

/** P(a, x), the regularised lower incomplete gamma function: series below a + 1, continued fraction above (DLMF 8.11.4, 8.9.2). */
export function gammaCdf(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGammaOf(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-13; n++) sum += term *= x / (a + n);
    return front * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1, delta = 0; Math.abs(delta - 1) > 1e-13; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    fraction *= delta = d * c;
  }
  return 1 - front * fraction;
}

/** ln Γ by Stirling's series after moving the argument beyond 12. */
export function logGammaOf(x: number): number {
  let shifted = x;
  let product = 1;
  for (; shifted < 12; shifted++) product *= shifted;
  const inverse = 1 / shifted ** 2;
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}

/** Φ(x). */
export function normalCdf(x: number): number {
  return x < 0 ? 0.5 * (1 - gammaCdf(0.5, (x * x) / 2)) : 0.5 * (1 + gammaCdf(0.5, (x * x) / 2));
}
