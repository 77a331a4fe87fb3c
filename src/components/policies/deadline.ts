/**
 * A deadline: when it expires, all work inside the request stops and everything it holds is released. It travels with
 * the request, as in gRPC. See `Timeout` for a caller that merely stops waiting.
 */
import { type CauseId, type Flow, NO_SCOPE } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { TimerList } from "../../engine/timer-list.js";
import { InstantStep } from "../steps/instant-step.js";

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
