/**
 * Delivery at least once: a message that a worker does not acknowledge is delivered again.
 *
 * With a lease of T, a delivery that is not acknowledged within T comes back into the queue, while its worker goes on and
 * knows nothing of it: of work S, delivered again with P(S > T), or at every acknowledgement that is lost. A worker that
 * stops in mid-work says nothing, so its message comes back when the lease ends. An attempt that fails is told, and the
 * message waits `backoff · growth^(k−1)` before attempt k + 1; with n attempts that fail with p each, a message makes
 * (1 − pⁿ) ÷ (1 − p) of them, and fails for good with pⁿ.
 *
 * Measures: `deliveries`, how often a message is delivered; `doneTwice`, the share of the messages done that were done
 * more than once.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import { visitWithin } from "../steps/visit.js";
import { AfterFailure } from "./after-failure.js";
import type { Crew } from "./crew.js";
import type { DoneBefore } from "./done-before.js";
import { Lease } from "./lease.js";
import type { Line } from "./lines/line.js";
import type { Ending, Messages } from "./messages.js";

export interface DeliveryOptions {
  readonly attemptsMax: number; // Deliveries of a message; Infinity: unlimited.
  readonly backoffMs: Sampler | null; // Before the second; null: at once.
  readonly growth: number; // Factor on it for each further one.
  readonly leaseMs: number; // Infinity: none.
  readonly acceptsLate: boolean; // Whether an acknowledgement after the lease ends the message.
  readonly lost: number; // Share of the acknowledgements, at first.
  readonly losses: RandomStream;
  readonly before: DoneBefore | null; // Null: a message that was done is worked on again.
  readonly salt: number; // Of the draws of later attempts.
}

const WORKS = 0;
const KNOWN = 1; // To have been done.

export class Deliveries {
  readonly measures: readonly Measure[];
  readonly attempt: Int32Column; // From 1.
  readonly options: DeliveryOptions;
  readonly lease: Lease | null;
  readonly line: Line | null; // Where a free worker does not simply take the next.
  waitingAgain = 0; // Messages between two attempts.
  private readonly flow: Flow;
  private readonly messages: Messages;
  private readonly firstVisit: Int32Column;
  private readonly way: Int32Column; // Of the delivery.
  private lost: number;
  private begun = 0;
  private firstBegun = 0;

  constructor(flow: Flow, messages: Messages, line: Line | null, options: DeliveryOptions) {
    this.flow = flow;
    this.messages = messages;
    this.line = line;
    this.options = options;
    this.lost = options.lost;
    this.attempt = messages.column();
    this.firstVisit = messages.column();
    this.way = flow.requests.int32();
    this.lease = options.leaseMs < Number.POSITIVE_INFINITY ? new Lease(flow, messages, this) : null;
    const times: Measure = { kind: "times", name: "deliveries", part: () => this.begun, whole: () => this.firstBegun };
    this.measures = this.lease === null ? [times] : [times, this.lease.doneTwice];
  }

  /** Messages that are in no queue, and not worked on; less those worked on that are no longer the worker's. */
  get elsewhere(): number {
    return this.waitingAgain + (this.lease === null ? 0 : this.lease.unheld - this.lease.late);
  }

  /** It has come into the queue, for the first time or anew. */
  first(message: RequestId): void {
    this.attempt.at[message] = 1;
    this.firstVisit.at[message] = this.flow.visit.at[message];
    this.lease?.first(message);
  }

  /** Its next attempt, which draws work of its own. @returns false if it has none left */
  next(message: RequestId): boolean {
    const attempt = this.attempt.at[message];
    if (attempt >= this.options.attemptsMax) return false;
    this.attempt.at[message] = attempt + 1;
    this.flow.visit.at[message] = visitWithin(this.firstVisit.at[message], attempt, this.options.salt);
    return true;
  }

  /** Writes the work of a delivery, and its acknowledgement. @param end writes how the message is over */
  work(program: Program, held: (body: () => void) => void, work: () => void, end: (how: Ending) => void): void {
    held(() => {
      program.branch(new Delivers((message) => this.begins(message)), [work, () => {}]);
      program.add(new Delivers((message) => this.ends(message))); // Before its worker takes the next.
    });
    const { lease } = this;
    if (lease === null) end("done");
    else program.branch(lease.afterwards, [() => end("done"), () => program.end()]);
  }

  /** Writes what follows when a worker fails, or says nothing until its lease ends. @param again leads to the queue */
  failure(
    program: Program,
    causes: readonly CauseId[],
    crew: Crew | null,
    end: (how: Ending) => void,
    again: () => void,
  ) {
    const ways = [() => end("failed"), again];
    program.branch(new AfterFailure(this.flow, this, causes, crew), ways);
    this.lease?.write(program, ways);
  }

  /** How long a message waits before the attempt that is next [ms]. */
  waitMs(message: RequestId): number {
    const { backoffMs, growth } = this.options;
    if (backoffMs === null) return 0;
    const { number, visit } = this.flow;
    return backoffMs.next(number.at[message], visit.at[message]) * growth ** (this.attempt.at[message] - 2);
  }

  /** @param share of the acknowledgements is lost from now on */
  loses(share: number): void {
    this.lost = share;
  }

  private begins(message: RequestId): Outcome {
    this.begun++;
    if (this.attempt.at[message] === 1) this.firstBegun++;
    this.lease?.begin(message);
    const way = this.options.before?.knows(message) === true ? KNOWN : WORKS;
    this.way.at[message] = way;
    return way;
  }

  private ends(message: RequestId): Outcome {
    const { before, losses } = this.options;
    const { lease, flow, lost } = this;
    if (this.way.at[message] === WORKS) {
      before?.remember(message);
      if (lease === null) this.messages.finished(message);
      else lease.finished(message);
    }
    if (lease === null) {
      this.line?.over(message); // Before its worker is free.
      return GO_ON;
    }
    const isLost = lost > 0 && losses.uniform(flow.number.at[message], flow.visit.at[message]) < lost;
    return isLost ? GO_ON : lease.acknowledge(message);
  }
}

/** What a worker does with a message before and after its work. */
class Delivers extends InstantStep {
  private readonly act: (message: RequestId) => Outcome;
  constructor(act: (message: RequestId) => Outcome) {
    super();
    this.act = act;
  }
  enter(message: RequestId): Outcome {
    return this.act(message);
  }
}
