/** Calls a function at once and continues. */

import type { RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "./instant-step.js";

export class Hook extends InstantStep {
  private readonly act: (request: RequestId) => void;

  constructor(act: (request: RequestId) => void) {
    super();
    this.act = act;
  }

  enter(request: RequestId): Outcome {
    this.act(request);
    return GO_ON;
  }
}
