/**
 * A hedged call: if there is no answer after a time, the same is asked once more. The first good answer counts; the
 * others are stopped, or go on without a caller. It fails when all that were sent have failed.
 *
 * Source: Dean & Barroso, The Tail at Scale (2013).
 */
import type { Flow, StepId } from "../../engine/flow.js";
import { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { type Awaited, type Outcome, PENDING, type Step } from "../../engine/step.js";
import { Ends } from "../steps/ends.js";
import { Orphans } from "../steps/orphans.js";
import { NO_REQUEST, RequestLists } from "../steps/request-lists.js";
import { visitWithin } from "../steps/visit.js";
import type { HedgeDelay } from "./hedge-delay.js";
import type { RetryBudget } from "./retry-budget.js";

export interface HedgeOptions {
  readonly attemptsMax: number; // ≥ 2, including the first.
  readonly stopsRest: boolean;
  readonly inherited: readonly Int32Column[]; // Columns that they take over from the caller (the calling instance).
  readonly salt: number; // For the visits of the further ones.
}

/** Of all hedged calls of a part. */
export interface HedgeRecord {
  calls: number;
  sent: number; // Further requests.
}

export class Hedge implements Step {
  private readonly flow: Flow;
  private readonly options: HedgeOptions;
  private readonly delay: HedgeDelay;
  private readonly budget: RetryBudget;
  private readonly record: HedgeRecord;
  private readonly sent: Int32Column; // Of a caller.
  private readonly callerOf: Int32Column;
  private readonly sentBy: RequestLists;
  private readonly orphans: Orphans;
  private readonly start: StepId;

  /** @param body writes the call into a program of its own */
  constructor(
    flow: Flow,
    options: HedgeOptions,
    shared: { readonly delay: HedgeDelay; readonly budget: RetryBudget; readonly record: HedgeRecord },
    body: (program: Program) => void,
  ) {
    const { requests } = flow;
    this.flow = flow;
    this.options = options;
    this.delay = shared.delay;
    this.budget = shared.budget;
    this.record = shared.record;
    this.sent = requests.int32();
    this.callerOf = requests.int32();
    this.sentBy = new RequestLists(requests, requests.int32());
    this.orphans = new Orphans(flow);
    this.start = this.write(body);
  }

  enter(caller: RequestId): Outcome {
    this.record.calls++;
    this.budget.earn();
    this.sent.at[caller] = 0;
    this.sentBy.clear(caller);
    this.send(caller);
    this.delay.begins(caller);
    this.scheduleNext(caller);
    return PENDING;
  }

  /** There was no answer for so long. */
  wake(caller: RequestId): Outcome {
    if (this.sent.at[caller] === 1) this.delay.wasLate();
    if (this.budget.spend()) {
      this.record.sent++;
      this.send(caller);
      this.scheduleNext(caller);
    }
    return PENDING;
  }

  /** Stops all that were sent with the caller. */
  withdraw(caller: RequestId): void {
    this.flow.simulation.calmRequest(caller);
    this.leave(caller, true);
  }

  waitsFor(caller: RequestId): Awaited {
    const requests: RequestId[] = [];
    for (let r = this.sentBy.first(caller); r !== NO_REQUEST; r = this.sentBy.after(r)) requests.push(r);
    return { requests, needs: 1, stopsRest: this.options.stopsRest };
  }

  private scheduleNext(caller: RequestId): void {
    const { simulation } = this.flow;
    const { nowMs } = this.delay;
    if (this.sent.at[caller] < this.options.attemptsMax && nowMs < Number.POSITIVE_INFINITY)
      simulation.wakeRequestAt(caller, simulation.nowMs + nowMs);
  }

  private send(caller: RequestId): void {
    const { requests, visit, arrivedMs } = this.flow;
    const one = requests.take();
    this.flow.inherit(one, caller);
    const before = this.sent.at[caller]++;
    if (before > 0) visit.at[one] = visitWithin(visit.at[caller], before, this.options.salt);
    arrivedMs.at[one] = arrivedMs.at[caller];
    for (const column of this.options.inherited) column.at[one] = column.at[caller];
    this.callerOf.at[one] = caller;
    this.sentBy.add(caller, one);
    this.orphans.expect(one);
    this.flow.begin(one, this.start);
  }

  private write(body: (program: Program) => void): StepId {
    const program = new Program(this.flow);
    const start = program.mark();
    const end = (hasFailed: boolean): void => {
      program.add(new Ends((one) => this.end(one, hasFailed)));
      program.end();
    };
    program.attempt(
      () => {
        body(program);
        end(false);
      },
      () => end(true),
    );
    return start.step;
  }

  private end(one: RequestId, hasFailed: boolean): void {
    const caller = this.callerOf.at[one];
    if (caller === NO_REQUEST) this.orphans.forget(one);
    else this.report(caller, one, hasFailed);
    this.flow.requests.giveBack(one);
  }

  private report(caller: RequestId, one: RequestId, hasFailed: boolean): void {
    this.sentBy.remove(caller, one);
    this.flow.learn(caller, one);
    if (hasFailed && this.sentBy.first(caller) !== NO_REQUEST) return;
    this.flow.simulation.calmRequest(caller);
    this.leave(caller, this.options.stopsRest);
    if (hasFailed) {
      this.flow.readyToFail(caller, this.flow.cause.at[one]);
      return;
    }
    if (this.sent.at[caller] === 1) this.delay.wasInTime(caller);
    this.flow.ready(caller);
  }

  /** The caller goes on without those still under way. */
  private leave(caller: RequestId, stops: boolean): void {
    for (let one = this.sentBy.first(caller); one !== NO_REQUEST; one = this.sentBy.first(caller)) {
      this.sentBy.remove(caller, one);
      this.callerOf.at[one] = NO_REQUEST;
      if (stops) this.orphans.add(one);
    }
  }
}
