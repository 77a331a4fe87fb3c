/**
 * A limit on a rate: a token bucket, and a queue of those who wait for a token.
 *
 * With Poisson arrivals of rate λ, the tokens that are missing are the work of an M/D/1 with services of 1 ÷ rate; a
 * request waits until at most burst − 1 of it are left. With a burst of 1 the wait is that of M/D/1.
 * Source: Berger, Performance analysis of a rate-control throttle where tokens and jobs queue, IEEE JSAC 9 (1991).
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Histogram } from "../../engine/histogram.js";
import type { ResourceAudit, ResourceMeter } from "../../engine/meters.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Actor, ActorId } from "../../engine/simulation.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import { type WaitingColumns, WaitingQueue } from "../../engine/waiting-queue.js";
import { TokenBucket } from "./token-bucket.js";

export interface TokenOptions {
  readonly perMs: number; // Tokens that come in a millisecond.
  readonly burst: number; // The most that are kept, ≥ 1.
  readonly queueMax: number; // 0 refuses at once.
  readonly patience: Sampler | null; // Longest wait of each request [ms].
  readonly whenFull: CauseId;
  readonly whenImpatient: CauseId;
}

export class TokenQueue implements Actor {
  readonly queue: WaitingQueue;
  granted = 0;
  refused = 0;
  private asked = 0;
  private withdrawn = 0;
  private perMs: number;
  private queueMax: number;
  private filledMs = 0.5; // Time in which it filled, until the rate last changed,
  private filledTokens = 0.5; // and the tokens that came then.
  private readonly flow: Flow;
  private readonly bucket: TokenBucket;
  private readonly options: TokenOptions;
  private readonly waitingTimeMs: Histogram;
  private readonly self: ActorId;

  constructor(flow: Flow, options: TokenOptions, columns: WaitingColumns, waitingTimeMs: Histogram) {
    this.flow = flow;
    this.options = options;
    this.perMs = options.perMs;
    this.queueMax = options.queueMax;
    this.bucket = new TokenBucket(options.perMs, options.burst);
    this.queue = new WaitingQueue(flow.simulation, columns);
    this.waitingTimeMs = waitingTimeMs;
    this.filledMs = 0;
    this.filledTokens = 0;
    this.self = flow.simulation.addActor(this);
  }

  acquire(request: RequestId): Outcome {
    const { simulation, number, visit } = this.flow;
    this.asked++;
    if (this.queue.isEmpty && this.bucket.take(simulation.nowMs)) {
      this.granted++;
      this.waitingTimeMs.recordZero();
      return GO_ON;
    }
    if (this.queue.length.value >= this.queueMax) {
      this.flow.refuseUntil(request, this.bucket.readyAtMs);
      return this.refuse(request, this.options.whenFull);
    }
    const { patience } = this.options;
    this.queue.join(request);
    if (patience !== null)
      simulation.wakeRequestAt(request, simulation.nowMs + patience.next(number.at[request], visit.at[request]));
    if (this.queue.length.value === 1) simulation.wakeActorAt(this.self, this.bucket.readyAtMs);
    return PENDING;
  }

  /** A token has come. */
  fire(): void {
    const { simulation } = this.flow;
    while (!this.queue.isEmpty && this.bucket.take(simulation.nowMs)) {
      const request = this.queue.shift();
      if (this.options.patience !== null) simulation.calmRequest(request);
      this.granted++;
      this.waitingTimeMs.record(this.queue.lastWaitMs);
      this.flow.ready(request);
    }
    if (!this.queue.isEmpty) simulation.wakeActorAt(this.self, this.bucket.readyAtMs);
  }

  /** A waiting request's patience has ended. */
  losePatience(request: RequestId): Outcome {
    this.queue.remove(request);
    return this.refuse(request, this.options.whenImpatient);
  }

  /** Takes a request out of the queue. */
  withdraw(request: RequestId): void {
    this.withdrawn++;
    this.queue.remove(request);
    if (this.options.patience !== null) this.flow.simulation.calmRequest(request);
  }

  /** Another rate from now on. */
  change(perMs: number, burst: number): void {
    const { simulation } = this.flow;
    this.filledMs = this.fillingMs;
    this.perMs = perMs;
    this.bucket.change(simulation.nowMs, perMs, burst);
    this.filledTokens = this.replaced; // Tokens that a smaller bucket no longer misses have not come.
    if (!this.queue.isEmpty) this.fire();
  }

  /** So many may wait from now on; those who do stay. */
  limitQueue(most: number): void {
    this.queueMax = most;
  }

  /** Since the start of the run [ms]. */
  get untilNowMs(): number {
    return this.flow.simulation.nowMs;
  }

  /** Time so far in which it was not full, so that tokens came [ms]. */
  get fillingMs(): number {
    return this.filledMs + (this.replaced - this.filledTokens) / this.perMs;
  }

  /** Tokens that came so far in place of those taken. */
  private get replaced(): number {
    return this.granted - this.bucket.missing(this.flow.simulation.nowMs);
  }

  /** |in − out − inside|. */
  get unbalanced(): number {
    return Math.abs(this.asked - this.granted - this.refused - this.withdrawn - this.queue.length.value);
  }

  private refuse(request: RequestId, cause: CauseId): Outcome {
    this.refused++;
    this.flow.cause.at[request] = cause;
    return FAILED;
  }
}

/** Takes a token of one of several buckets, such as that of the calling instance. */
export class TakeToken implements Step {
  private readonly bank: readonly TokenQueue[];
  private readonly which: Int32Column;
  readonly spends: Spending;

  /** @param name of the limit, for those who trace requests */
  constructor(bank: readonly TokenQueue[], which: Int32Column, name: string) {
    this.bank = bank;
    this.spends = { as: "waiting", on: name };
    this.which = which;
  }

  enter(request: RequestId): Outcome {
    return this.bank[this.which.at[request]].acquire(request);
  }

  wake(request: RequestId): Outcome {
    return this.bank[this.which.at[request]].losePatience(request);
  }

  withdraw(request: RequestId): void {
    this.bank[this.which.at[request]].withdraw(request);
  }
}

/** A bucket is busy while tokens come, so that its utilisation is the share of the rate that is used. */
export class TokensMeter implements ResourceMeter {
  readonly instances: number;
  constructor(
    readonly name: string,
    readonly bank: readonly TokenQueue[],
    readonly waitingTimeMs: Histogram,
  ) {
    this.instances = bank.length;
  }
  get capacity(): number {
    return this.bank.length;
  }
  get hasChanged(): boolean {
    return false;
  }
  capacityIntegral(): number {
    return this.bank.reduce((sum, { untilNowMs }) => sum + untilNowMs, 0);
  }
  busyIntegral(instance: number): number {
    return this.bank[instance].fillingMs;
  }
  queueIntegral(): number {
    return this.bank.reduce((sum, { queue }) => sum + queue.length.integral, 0);
  }
  served(): number {
    return this.bank.reduce((sum, { granted }) => sum + granted, 0);
  }
  refused(): number {
    return this.bank.reduce((sum, { refused }) => sum + refused, 0);
  }
  audit(): ResourceAudit {
    const area = this.queueIntegral();
    const waited = this.bank.reduce((sum, { queue }) => sum + queue.totalWaitMs, 0);
    const unbalanced = this.bank.reduce((sum, each) => sum + each.unbalanced, 0);
    return { littlesLaw: Math.abs(area - waited) / Math.max(area, 1), flowBalance: unbalanced };
  }
}
