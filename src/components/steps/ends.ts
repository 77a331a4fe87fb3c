/** The last step of a path. */
import type { Flow } from "../../engine/flow.js";
import type { RequestId } from "../../engine/request-table.js";
import { type Outcome, PENDING } from "../../engine/step.js";
import { InstantStep } from "./instant-step.js";

/** Nothing waits for the request: its row is free again. */
export class GoAway extends InstantStep {
  private readonly flow: Flow;

  constructor(flow: Flow) {
    super();
    this.flow = flow;
  }

  enter(request: RequestId): Outcome {
    this.flow.requests.giveBack(request);
    return PENDING;
  }
}

/** A function tells what waits for it, and frees the row. */
export class Ends extends InstantStep {
  private readonly end: (request: RequestId) => void;

  constructor(end: (request: RequestId) => void) {
    super();
    this.end = end;
  }

  enter(request: RequestId): Outcome {
    this.end(request);
    return PENDING;
  }
}
