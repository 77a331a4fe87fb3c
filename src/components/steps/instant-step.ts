/** A step that never waits, so it is never woken or withdrawn from. */
import type { RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, type Step } from "../../engine/step.js";

export abstract class InstantStep implements Step {
  abstract enter(request: RequestId): Outcome;

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(_request: RequestId): void {}
}

/** Calls a function at once and continues. */
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

/** Exit 1 where it is so, otherwise exit 0. */
export class Fork extends InstantStep {
  private readonly isSo: (request: RequestId) => boolean;

  constructor(isSo: (request: RequestId) => boolean) {
    super();
    this.isSo = isSo;
  }

  enter(request: RequestId): Outcome {
    return this.isSo(request) ? 1 : GO_ON;
  }
}
