/** Tells an adaptive limit how long each request took that it let in, and whether it failed; and sets its slots. */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Float64Column, Int32Column, RequestId } from "../../engine/request-table.js";
import type { Slots } from "../../engine/slots.js";
import { GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { notingAnswers } from "../steps/answered.js";
import { InstantStep } from "../steps/instant-step.js";
import type { Adaptation } from "./adaptive/adaptation.js";

export class Sampled extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly bank: readonly Slots[];
  private readonly laws: readonly Adaptation[]; // One for each bank.
  private readonly which: Int32Column;
  private readonly enteredMs: Float64Column;
  private readonly inFlight: Int32Column;
  private readonly isAnswered: Int32Column;

  constructor(flow: Flow, bank: readonly Slots[], laws: readonly Adaptation[], which: Int32Column) {
    super();
    this.flow = flow;
    this.bank = bank;
    this.laws = laws;
    this.which = which;
    this.enteredMs = flow.requests.float64();
    this.inFlight = flow.requests.int32();
    this.isAnswered = flow.requests.int32();
  }

  /** Inside of the slot that a request holds. A body that does not finish has failed. */
  around(program: Program, body: () => void): void {
    notingAnswers(program, this, this.isAnswered, body);
  }

  enter(request: RequestId): Outcome {
    this.enteredMs.at[request] = this.flow.simulation.nowMs;
    this.inFlight.at[request] = this.bank[this.which.at[request]].busy.value;
    this.isAnswered.at[request] = 0;
    return GO_ON;
  }

  leave(request: RequestId): void {
    const which = this.which.at[request];
    const slots = this.bank[which];
    const tookMs = this.flow.simulation.nowMs - this.enteredMs.at[request];
    const hasFailed = this.isAnswered.at[request] === 0;
    const limit = Math.trunc(this.laws[which].next(tookMs, this.inFlight.at[request], hasFailed));
    if (limit !== slots.capacity) slots.resize(limit);
  }
}
