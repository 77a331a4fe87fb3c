/**
 * A timeout: the caller stops waiting, but the work continues and keeps its resources.
 *
 * So the work is a request of its own, and its caller may have left. (A `Deadline`, below, stops the work as well.) If a
 * deadline stops the caller, it stops the work too.
 */
import { type CauseId, type Flow, NO_SCOPE, type StepId } from "../../engine/flow.js";
import { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { type Awaited, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import { TimerList } from "../../engine/timer-list.js";
import { Ends } from "../steps/ends.js";
import { InstantStep } from "../steps/instant-step.js";

const NO_REQUEST: RequestId = -1;

export class Timeout implements Step {
  private readonly flow: Flow;
  private readonly timers: TimerList;
  private readonly inherited: readonly Int32Column[];
  private readonly callerOf: Int32Column;
  private readonly workOf: Int32Column;
  private readonly start: StepId;

  /**
   * @param inherited columns that the work takes over from its caller (the calling instance)
   * @param body writes the work into a program of its own
   */
  constructor(
    flow: Flow,
    afterMs: number,
    cause: CauseId,
    inherited: readonly Int32Column[],
    body: (work: Program) => void,
  ) {
    this.flow = flow;
    this.inherited = inherited;
    this.callerOf = flow.requests.int32();
    this.workOf = flow.requests.int32();
    this.timers = new TimerList(flow.simulation, flow.requests, afterMs, (caller) => {
      this.timers.stop(caller);
      this.callerOf.at[this.workOf.at[caller]] = NO_REQUEST;
      flow.readyToFail(caller, cause);
    });
    this.start = this.write(body);
  }

  enter(caller: RequestId): Outcome {
    const { requests, arrivedMs } = this.flow;
    const work = requests.take();
    this.flow.inherit(work, caller);
    arrivedMs.at[work] = arrivedMs.at[caller];
    for (const column of this.inherited) column.at[work] = column.at[caller];
    this.callerOf.at[work] = caller;
    this.workOf.at[caller] = work;
    this.timers.start(caller);
    this.flow.begin(work, this.start);
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(caller: RequestId): void {
    this.timers.stop(caller);
    this.flow.abort(this.workOf.at[caller]);
    this.flow.requests.giveBack(this.workOf.at[caller]);
  }

  waitsFor(caller: RequestId): Awaited {
    return { requests: [this.workOf.at[caller]], needs: 0, stopsRest: false };
  }

  private write(body: (work: Program) => void): StepId {
    const program = new Program(this.flow);
    const start = program.mark();
    program.attempt(
      () => {
        body(program);
        program.add(new Ends((work) => this.end(work, false)));
        program.end();
      },
      () => program.add(new Ends((work) => this.end(work, true))),
    );
    return start.step;
  }

  private end(work: RequestId, hasFailed: boolean): void {
    const caller = this.callerOf.at[work];
    if (caller !== NO_REQUEST) {
      this.timers.stop(caller);
      this.flow.learn(caller, work);
      if (hasFailed) this.flow.readyToFail(caller, this.flow.cause.at[work]);
      else this.flow.ready(caller);
    }
    this.flow.requests.giveBack(work);
  }
}

/**
 * A deadline: when it expires, all work inside the request stops and everything it holds is released. It travels with
 * the request, as in gRPC. See `Timeout` for a caller that merely stops waiting.
 */
export class Deadline extends InstantStep implements Scope {
  private readonly timers: TimerList;
  private scope = NO_SCOPE;

  constructor(flow: Flow, afterMs: number, cause: CauseId) {
    super();
    this.timers = new TimerList(flow.simulation, flow.requests, afterMs, (request) =>
      flow.interrupt(request, this.scope, cause),
    );
  }

  around(program: Program, body: () => void): void {
    this.scope = program.within(this, body);
  }

  enter(request: RequestId): Outcome {
    this.timers.start(request);
    return GO_ON;
  }

  leave(request: RequestId): void {
    this.timers.stop(request);
  }

  willEnd(): boolean {
    return true;
  }
}
