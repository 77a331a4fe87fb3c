/**
 * Moments of a minimum, a maximum, and a value rounded up, from P(X ≥ x):
 *
 *   E X = ∫ P(X ≥ x) dx,   E X² = ∫ 2x P(X ≥ x) dx;   of N steps, E N = Σ P(N > k),   E N² = Σ (2k + 1) P(N > k).
 *
 * To 1e-6 of the moment; where two random terms are added inside, P(X ≥ x) itself is known to 5e-4 only.
 */
import { integrateTail } from "../../mathematics/integrate.js";
import { type CompoundSpec, type DistributionSpec, isCompound, ON_STEP } from "../distribution-spec.js";
import { atLeast } from "./at-least.js";
import { equallyLikely } from "./equally-likely.js";
import { tailIndexOf } from "./tail.js";

export interface TwoMoments {
  readonly mean: number;
  readonly square: number;
}

const TOLERANCE = 1e-10;
const ROUGH = { tolerance: 1e-6, most: 500 }; // Where P(X ≥ x) is only approximate.
const STEPS_AT_MOST = 2_000; // From there on rounding no longer matters, and the sum is an integral.
const NEGLIGIBLE = 1e-17;

const known = new WeakMap<CompoundSpec, TwoMoments>();

/** In the unit of the values, and its square; Infinity where there is none. */
export function bentMoments(spec: CompoundSpec): TwoMoments {
  const found = known.get(spec);
  if (found !== undefined) return found;
  const moments = spec.kind === "ceil" ? steppedMoments(spec) : integrals((x) => atLeast(spec, x), 0, spec);
  known.set(spec, moments);
  return moments;
}

/** ∫ P(X ≥ x) dx and ∫ 2x P(X ≥ x) dx, from `from` on. */
function integrals(survival: (x: number) => number, from: number, spec: CompoundSpec): TwoMoments {
  const tailIndex = tailIndexOf(spec);
  const { tolerance, most } = addsDraws(spec) ? ROUGH : { tolerance: TOLERANCE, most: undefined };
  const width = Math.max(medianOf(survival), from / 2);
  const all = (f: (x: number) => number): number => integrateTail(f, from, width, tolerance, most);
  return {
    mean: tailIndex <= 1 ? Infinity : all(survival),
    square: tailIndex <= 2 ? Infinity : all((x) => 2 * x * survival(x)),
  };
}

function addsDraws(spec: DistributionSpec): boolean {
  if (!isCompound(spec) || equallyLikely(spec) !== null) return false;
  if (spec.kind === "ceil") return addsDraws(spec.term);
  const drawn = spec.terms.filter((term) => term.kind !== "constant");
  return (spec.kind === "sum" && drawn.length > 1) || drawn.some(addsDraws);
}

/** To a factor of 2. */
function medianOf(survival: (x: number) => number): number {
  let x = 1e-12;
  while (survival(x) > 0.5) x *= 2;
  return x;
}

function steppedMoments(spec: Extract<CompoundSpec, { kind: "ceil" }>): TwoMoments {
  const moreThan = (steps: number): number => atLeast(spec.term, (steps + ON_STEP) * spec.step);
  const tailIndex = tailIndexOf(spec);
  let [mean, square, k] = [0, 0, 0];
  for (; k < STEPS_AT_MOST; k++) {
    const chance = moreThan(k);
    mean += chance;
    square += (2 * k + 1) * chance;
    if (chance < NEGLIGIBLE) break;
  }
  if (k === STEPS_AT_MOST) {
    const left = integrals(moreThan, k - 0.5, spec);
    mean += left.mean;
    square += left.square + left.mean;
  }
  return {
    mean: tailIndex <= 1 ? Infinity : spec.step * mean,
    square: tailIndex <= 2 ? Infinity : spec.step ** 2 * square,
  };
}
