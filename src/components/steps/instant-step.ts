/** A step that never waits, so nothing can wake it or withdraw from it. */

import type { RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, type Step } from "../../engine/step.js";

export abstract class InstantStep implements Step {
  abstract enter(request: RequestId): Outcome;

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(): void {}
}
