/**
 * What chooses the instance for a request, by what the balancer knows of each: its outstanding requests, sent and not yet
 * answered. Ties are broken uniformly, unless a policy says otherwise.
 *
 * A policy that speaks of instances by their number is told `among` which it may choose. One that does not gets the
 * outstanding requests of those alone, see `Among`.
 */
import type { Sampler } from "../../../engine/random/sampler.js";
import type { RandomStream } from "../../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../../engine/request-table.js";

export interface Balancing {
  /** @returns the index of the instance; random draws are by (number, visit) of the request from the call site's stream */
  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number, request: RequestId): number;
  /** From now on it may choose these alone, in ascending order, at least one; before it is told, all. */
  among?(instances: readonly number[]): void;
  /** A request has been sent to an instance. */
  sent?(request: RequestId, instance: number): void;
  /**
   * It is answered, or given up.
   * @param left what the instance has still outstanding, as far as this policy knows @param leftOfAll of all callers
   */
  over?(request: RequestId, instance: number, left: number, leftOfAll: number): void;
  /** The policy as one caller has it, where each has its own. */
  askedBy?(asker: Asker): Balancing;
}

/** Who asks: the instances of a part, each with a balancer of its own, or one balancer for all that come from outside. */
export interface Asker {
  readonly name: string; // Of the part, or of the traffic.
  readonly instances: number;
  readonly instance: Int32Column; // That each request is at.
  /** The zone that a request is asked from, of those of the instances. */
  zoneOf(request: RequestId): number;
  /** What a request is known to bring to the instance. */
  workMs(): readonly Sampler[];
}
