/** Waits until its instance is up. */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import { NO_REQUEST, RequestLists } from "../steps/request-lists.js";
import type { Breakdowns } from "./breakdowns.js";

export class UntilUp implements Step {
  readonly spends: Spending = { as: "waiting", on: "until it is up" };
  private readonly breakdowns: Breakdowns;
  private readonly which: Int32Column;
  private readonly waiting: RequestLists; // By instance.

  constructor(flow: Flow, breakdowns: Breakdowns, which: Int32Column) {
    this.breakdowns = breakdowns;
    this.which = which;
    this.waiting = new RequestLists(flow.requests, {
      at: new Int32Array(breakdowns.downSinceMs.length).fill(NO_REQUEST),
    });
    breakdowns.onceUp((instance) => {
      for (let request = this.waiting.first(instance); request !== NO_REQUEST; request = this.waiting.after(request))
        flow.ready(request);
      this.waiting.clear(instance);
    });
  }

  enter(request: RequestId): Outcome {
    const instance = this.which.at[request]!;
    if (this.breakdowns.isUp(instance)) return GO_ON;
    this.waiting.add(instance, request);
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(request: RequestId): void {
    this.waiting.remove(this.which.at[request]!, request);
  }
}
