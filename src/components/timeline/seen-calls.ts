/** Tells monitoring of calls: how long each took from the call on, and whether it was answered well. */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Float64Column, Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { notingAnswers } from "../steps/answered.js";
import { InstantStep } from "../steps/instant-step.js";
import type { RecentRequests } from "./reading.js";

export class SeenCalls extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly all: readonly RecentRequests[];
  private readonly startedMs: Float64Column;
  private readonly isAnswered: Int32Column;

  constructor(flow: Flow, all: readonly RecentRequests[]) {
    super();
    this.flow = flow;
    this.all = all;
    this.startedMs = flow.requests.float64();
    this.isAnswered = flow.requests.int32();
  }

  /** A body that does not finish has failed. */
  around(program: Program, body: () => void): void {
    notingAnswers(program, this, this.isAnswered, body);
  }

  enter(request: RequestId): Outcome {
    this.startedMs.at[request] = this.flow.simulation.nowMs;
    this.isAnswered.at[request] = 0;
    return GO_ON;
  }

  leave(request: RequestId): void {
    const tookMs = this.flow.simulation.nowMs - this.startedMs.at[request]!;
    for (const each of this.all)
      if (this.isAnswered.at[request] === 1) each.answered(tookMs);
      else each.failed();
  }
}
