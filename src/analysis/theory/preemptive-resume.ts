/**
 * M/G/1 with preemptive priorities; interrupted work resumes where it stopped.
 *
 * With σₖ the load of the classes up to k, first come first served within each,
 *   E Tₖ = E Sₖ ÷ (1 − σₖ₋₁) + Σ_{i≤k} λᵢ E Sᵢ² ÷ (2 (1 − σₖ₋₁) (1 − σₖ))
 * If Sₖ is exponential it also holds for sharing within the class, since it is memoryless.
 * Source: White & Christie 1958; Kleinrock, Queueing Systems II (1976), sec. 3.4.
 */
import type { Moments } from "./mg1.js";

export interface PriorityClass {
  readonly lambda: number;
  readonly service: Pick<Moments, "first" | "second">;
}

/** Mean sojourn of each class, the most important first; Infinity from the first overloaded class on. */
export function preemptiveResume(classes: readonly PriorityClass[]): readonly number[] {
  let before = 0;
  let squares = 0;
  return classes.map(({ lambda, service }) => {
    const upTo = before + lambda * service.first;
    squares += lambda * service.second;
    const sojourn =
      upTo < 1 ? service.first / (1 - before) + squares / (2 * (1 - before) * (1 - upTo)) : Number.POSITIVE_INFINITY;
    before = upTo;
    return sojourn;
  });
}
