/** A policy that knows nothing of numbers of instances, among some of them. */
import type { RandomStream } from "../../../engine/random/stream.js";
import type { RequestId } from "../../../engine/request-table.js";
import type { Balancing } from "./balancing.js";

export class Among implements Balancing {
  private readonly inner: Balancing;
  private instances: readonly number[] | null = null; // Null: all.
  private theirs = new Int32Array(0);

  constructor(inner: Balancing) {
    this.inner = inner;
  }

  among(instances: readonly number[]): void {
    this.instances = instances;
    this.theirs = new Int32Array(instances.length);
  }

  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number, request: RequestId): number {
    const { inner, instances, theirs } = this;
    if (instances === null || instances.length === outstanding.length)
      return inner.choose(outstanding, stream, number, visit, request);
    for (let i = 0; i < theirs.length; i++) theirs[i] = outstanding[instances[i]];
    return instances[inner.choose(theirs, stream, number, visit, request)];
  }
}

/** The policy, able to choose among some. */
export const among = (policy: Balancing): Balancing & Required<Pick<Balancing, "among">> =>
  hasAmong(policy) ? policy : new Among(policy);

const hasAmong = (policy: Balancing): policy is Balancing & Required<Pick<Balancing, "among">> =>
  policy.among !== undefined;
