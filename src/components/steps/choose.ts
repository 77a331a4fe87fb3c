/** A random branch: exit i is taken with the probability of its share. */
import type { Flow } from "../../engine/flow.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Outcome } from "../../engine/step.js";
import { InstantStep } from "./instant-step.js";

export class Choose extends InstantStep {
  private readonly flow: Flow;
  private readonly stream: RandomStream;
  private readonly upTo: Float64Array; // Cumulated shares.

  /** @param shares of the exits, > 0 in sum; normalised to 1. */
  constructor(flow: Flow, stream: RandomStream, shares: readonly number[]) {
    super();
    this.flow = flow;
    this.stream = stream;
    this.upTo = cumulate(shares);
  }

  enter(request: RequestId): Outcome {
    return pick(this.upTo, this.stream.uniform(this.flow.number.at[request], this.flow.visit.at[request]));
  }
}

/** Cumulated shares, normalised: the last is exactly 1. */
export function cumulate(shares: readonly number[]): Float64Array {
  const whole = shares.reduce((a, b) => a + b, 0);
  let sum = 0;
  const upTo = Float64Array.from(shares, (share) => {
    sum += share / whole;
    return sum;
  });
  upTo[upTo.length - 1] = 1;
  return upTo;
}

/** Index of the exit for u in [0, 1), by inversion: the first with u < upTo. */
export function pick(upTo: Float64Array, u: number): number {
  let first = 0;
  let last = upTo.length - 1;
  while (first < last) {
    const middle = (first + last) >> 1;
    if (u >= upTo[middle]) first = middle + 1;
    else last = middle;
  }
  return first;
}
