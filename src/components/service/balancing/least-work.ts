/**
 * Least work left: to the instance that would be done soonest with all that it has been sent. It must know what each
 * request brings before it is sent, and how fast instances are; it takes them to do one thing after another, on so many
 * servers, and to have begun when sent. A request that ends early takes away what is known of it, at most.
 *
 * Of equal servers that take requests in the order of arrival it is the central queue, G/G/c: who waits, waits as long.
 */
import type { Flow } from "../../../engine/flow.js";
import type { Sampler } from "../../../engine/random/sampler.js";
import type { RandomStream } from "../../../engine/random/stream.js";
import type { Float64Column, RequestId } from "../../../engine/request-table.js";
import type { Asker, Balancing } from "./balancing.js";

/** What an instance can do. */
export interface Doer {
  readonly servers: number; // Requests that it works on at once; may be Infinity.
  readonly pace: number; // Of each.
}

export class LeastWork implements Balancing {
  private readonly flow: Flow;
  private readonly doers: readonly Doer[];
  private readonly leftMs: Float64Array; // Of each instance, when it was last updated.
  private readonly mostMs: Float64Array; // What all that it has was, when it came.
  private readonly running: Int32Array;
  private readonly updatedMs: Float64Array;
  private instances: readonly number[];

  constructor(flow: Flow, doers: readonly Doer[]) {
    this.flow = flow;
    this.doers = doers;
    this.leftMs = new Float64Array(doers.length);
    this.mostMs = new Float64Array(doers.length);
    this.running = new Int32Array(doers.length);
    this.updatedMs = new Float64Array(doers.length);
    this.instances = [...doers.keys()];
  }

  askedBy(asker: Asker): Balancing {
    return new FromOne(this, this.flow, asker.workMs());
  }

  among(instances: readonly number[]): void {
    this.instances = instances;
  }

  choose(_outstanding: Int32Array, stream: RandomStream, number: number, visit: number): number {
    const { instances } = this;
    let least = Number.POSITIVE_INFINITY;
    let ties = 0;
    for (let i = 0; i < instances.length; i++) {
      const ms = this.doneInMs(instances[i]);
      if (ms < least) {
        least = ms;
        ties = 1;
      } else if (ms === least) ties++;
    }
    let left = ties === 1 ? 0 : Math.floor(stream.uniform(number, visit) * ties);
    let i = 0;
    while (this.doneInMs(instances[i]) !== least || left-- > 0) i++;
    return instances[i];
  }

  gets(instance: number, ms: number): void {
    this.update(instance);
    this.running[instance]++;
    this.leftMs[instance] += ms;
    this.mostMs[instance] += ms;
  }

  isRid(instance: number, ms: number): void {
    this.update(instance);
    const isLast = --this.running[instance] === 0;
    this.mostMs[instance] = isLast ? 0 : Math.max(0, this.mostMs[instance] - ms);
    this.leftMs[instance] = Math.min(this.leftMs[instance], this.mostMs[instance]);
  }

  private update(instance: number): void {
    this.leftMs[instance] = this.leftNowMs(instance);
    this.updatedMs[instance] = this.flow.simulation.nowMs;
  }

  private leftNowMs(instance: number): number {
    const { servers, pace } = this.doers[instance];
    const passedMs = this.flow.simulation.nowMs - this.updatedMs[instance];
    return Math.max(0, this.leftMs[instance] - passedMs * pace * Math.min(servers, this.running[instance]));
  }

  private doneInMs(instance: number): number {
    const { servers, pace } = this.doers[instance];
    const atOnce = servers === Number.POSITIVE_INFINITY ? Math.max(1, this.running[instance]) : servers;
    return this.leftNowMs(instance) / (pace * atOnce);
  }
}

/** At one call site, where it is known what a request brings. */
class FromOne implements Balancing {
  private readonly all: LeastWork;
  private readonly flow: Flow;
  private readonly workMs: readonly Sampler[];
  private readonly brings: Float64Column; // [ms]

  constructor(all: LeastWork, flow: Flow, workMs: readonly Sampler[]) {
    this.all = all;
    this.flow = flow;
    this.workMs = workMs;
    this.brings = flow.requests.float64();
  }

  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number): number {
    return this.all.choose(outstanding, stream, number, visit);
  }

  sent(request: RequestId, instance: number): void {
    const { number, visit } = this.flow;
    let ms = 0;
    for (let i = 0; i < this.workMs.length; i++) ms += this.workMs[i].next(number.at[request], visit.at[request]);
    this.brings.at[request] = ms;
    this.all.gets(instance, ms);
  }

  over(request: RequestId, instance: number): void {
    this.all.isRid(instance, this.brings.at[request]);
  }
}
