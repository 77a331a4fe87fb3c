/**
 * Several balancers, one in each instance of a caller, which know only of what they have sent themselves: each has its own
 * turn, and counts its own requests. What comes from outside has one for all.
 */
import type { RandomStream } from "../../../engine/random/stream.js";
import type { RequestId } from "../../../engine/request-table.js";
import { among } from "./among.js";
import type { Asker, Balancing } from "./balancing.js";

export class EachKnows implements Balancing {
  private readonly instances: number;
  private readonly newPolicy: () => Balancing;
  private readonly policies: ReturnType<typeof among>[] = [];
  private readonly firsts = new Map<string, number>(); // By caller.
  private allowed: readonly number[] | null = null; // Null: all.
  private readonly counts = new Map<string, readonly Int32Array[]>(); // By caller, and its instance.

  constructor(instances: number, newPolicy: () => Balancing) {
    this.instances = instances;
    this.newPolicy = newPolicy;
  }

  askedBy(asker: Asker): Balancing {
    const first = this.firsts.get(asker.name) ?? this.policies.length;
    if (!this.firsts.has(asker.name)) {
      this.firsts.set(asker.name, first);
      for (let i = 0; i < asker.instances; i++) this.policies.push(this.onePolicy());
      this.counts.set(
        asker.name,
        Array.from({ length: asker.instances }, () => new Int32Array(this.instances)),
      );
    }
    const policies = this.policies.slice(first, first + asker.instances);
    return new OneKnows(asker, policies, this.counts.get(asker.name) ?? []);
  }

  private onePolicy(): ReturnType<typeof among> {
    const policy = among(this.newPolicy());
    if (this.allowed !== null) policy.among(this.allowed);
    return policy;
  }

  among(instances: readonly number[]): void {
    this.allowed = instances;
    for (const policy of this.policies) policy.among(instances);
  }

  /** @throws Error: only callers have a policy */
  choose(): number {
    throw new Error("who asks is not said");
  }
}

/** At one call site. */
class OneKnows implements Balancing {
  private readonly asker: Asker;
  private readonly policies: readonly Balancing[]; // By instance of the caller.
  private readonly counts: readonly Int32Array[];

  constructor(asker: Asker, policies: readonly Balancing[], counts: readonly Int32Array[]) {
    this.asker = asker;
    this.policies = policies;
    this.counts = counts;
  }

  choose(_all: Int32Array, stream: RandomStream, number: number, visit: number, request: RequestId): number {
    const who = this.asker.instance.at[request];
    return this.policies[who].choose(this.counts[who], stream, number, visit, request);
  }

  sent(request: RequestId, instance: number): void {
    const who = this.asker.instance.at[request];
    this.counts[who][instance]++;
    this.policies[who].sent?.(request, instance);
  }

  over(request: RequestId, instance: number, _left: number, leftOfAll: number): void {
    const who = this.asker.instance.at[request];
    const left = --this.counts[who][instance];
    this.policies[who].over?.(request, instance, left, leftOfAll);
  }
}
