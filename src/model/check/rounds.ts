/**
 * The number of rounds of a loop: N, the draw X rounded to the nearest whole number (halves up), at least 0.
 *
 *   E N = Σ P(N ≥ n) = Σ P(X ≥ n − ½),   E N² = Σ (2n − 1) P(X ≥ n − ½),   n = 1, 2, …
 * If each round succeeds with probability s, Σ P(X ≥ n − ½) sⁿ⁻¹ are begun.
 */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { atLeast } from "../../engine/random/at-least.js";
import { tailIndexOf } from "../../engine/random/tail.js";

export interface Rounds {
  readonly mean: number;
  readonly variance: number;
  /** Mean number of rounds begun, if a failure ends the loop. @param success of a round, from 0 to 1 */
  begun(success: number): number;
}

const TERMS_MAX = 1_000_000;
const TERMS_OF_POWER = 10_000; // From there on rounding no longer matters, and the sum is an integral.
const NEGLIGIBLE = 1e-17;

/** @returns null for so many rounds that the sum is not accurate */
export function roundsOf(spec: DistributionSpec): Rounds | null {
  if (spec.kind === "constant") return constant(Math.max(0, Math.round(spec.value)));
  const chances = chancesOf(spec);
  if (chances.length === TERMS_MAX) return null;
  const { mean: meanBeyond, square: squareBeyond } = beyond(spec, chances.length);
  const mean = chances.reduce((sum, chance) => sum + chance, meanBeyond);
  const square = chances.reduce((sum, chance, i) => sum + (2 * i + 1) * chance, squareBeyond);
  const begun = (success: number): number => {
    let sum = 0;
    for (let i = chances.length - 1; i >= 0; i--) sum = chances[i] + success * sum; // Horner.
    return sum + success ** chances.length * meanBeyond;
  };
  return { mean, variance: Math.max(0, square - mean ** 2), begun };
}

function constant(times: number): Rounds {
  return {
    mean: times,
    variance: 0,
    begun: (success) => (success === 1 ? times : (1 - success ** times) / (1 - success)),
  };
}

/** P(N ≥ n) for n = 1, 2, … */
function chancesOf(spec: DistributionSpec): number[] {
  const chances: number[] = [];
  const most = tailIndexOf(spec) < Infinity ? TERMS_OF_POWER : TERMS_MAX;
  for (let n = 1; n <= most; n++) {
    const chance = atLeast(spec, n - 0.5);
    if (chance < NEGLIGIBLE) break;
    chances.push(chance);
  }
  return chances;
}

/** Σ beyond M: ∫ P(X ≥ x) dx = M P(X ≥ M) ÷ (α − 1), and 2 ∫ x P(X ≥ x) dx = 2 M² P(X ≥ M) ÷ (α − 2). */
function beyond(spec: DistributionSpec, m: number): { mean: number; square: number } {
  const index = tailIndexOf(spec);
  if (index === Infinity) return { mean: 0, square: 0 };
  const left = atLeast(spec, m);
  const square = index > 2 ? (2 * m ** 2 * left) / (index - 2) : Infinity;
  return { mean: (m * left) / (index - 1), square };
}

/** P(at least `needs` succeed) of independent tries with these chances, by a recursion over the tries. */
export function enough(successes: readonly number[], needs: number): number {
  let chances = [1]; // Of exactly 0, 1, 2 … successes; `needs` or more are one entry.
  for (const success of successes) {
    const next = Array<number>(Math.min(chances.length + 1, needs + 1)).fill(0);
    chances.forEach((chance, n) => {
      next[n] += n === needs ? chance : chance * (1 - success);
      if (n < needs) next[n + 1] += chance * success;
    });
    chances = next;
  }
  return chances[needs] ?? 0;
}
