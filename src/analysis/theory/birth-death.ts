/**
 * Birth–death processes: state n goes up at rate birth(n) and down at rate death(n).
 *
 *   p_n = p_0 Π_{k=1..n} birth(k−1) ÷ death(k)
 *
 * Source: Kleinrock, Queueing Systems I (1975), ch. 3.
 */
export interface BirthDeath {
  readonly birth: (n: number) => number; // 0 at the highest state, if there is one.
  readonly death: (n: number) => number; // n ≥ 1
  readonly steadyFrom: number; // From this n on birth ÷ death does not rise, so its value there decides convergence.
}

const NEGLIGIBLE = Math.log(1e-20);

/** p_0, p_1 …, up to the highest state or where the rest is negligible. null without a steady state. */
export function stationary({ birth, death, steadyFrom }: BirthDeath): number[] | null {
  const logs = [0]; // Logarithms: with hundreds of servers the products leave the range of a float.
  let highest = 0;
  for (let n = 0; birth(n) > 0; n++) {
    const ratio = birth(n) / death(n + 1);
    if (n >= steadyFrom) {
      if (ratio >= 1) return null;
      if (logs[n]! - Math.log1p(-ratio) < highest + NEGLIGIBLE) break; // Bound by a geometric tail.
    }
    logs.push(logs[n]! + Math.log(ratio));
    highest = Math.max(highest, logs[n + 1]!);
  }
  const weights = logs.map((log) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** E f(N). */
export function expected(probabilities: readonly number[], f: (n: number) => number): number {
  return probabilities.reduce((sum, p, n) => sum + p * f(n), 0);
}
