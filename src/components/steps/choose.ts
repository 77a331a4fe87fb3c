/** Takes one of several ways at random, by their shares. Exit i is way i. */
import type { Flow } from "../../engine/flow.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Outcome } from "../../engine/step.js";
import { InstantStep } from "./instant-step.js";

export class Choose extends InstantStep {
  private readonly flow: Flow;
  private readonly stream: RandomStream;
  private readonly upTo: Float64Array; // Cumulated shares.

  /** @param shares of each way, > 0 in sum; they need not add up to 1. */
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

/** Cumulated shares of the whole, the last one exactly 1. */
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

/** Index of the way that u in [0, 1) falls into. */
export function pick(upTo: Float64Array, u: number): number {
  let i = 0;
  while (u >= upTo[i]) i++;
  return i;
}
