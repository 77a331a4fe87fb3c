/** Which requests are answered, but with less than they asked for, since a fallback stood in for a part that failed. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";

export class Degraded {
  private readonly flow: Flow;
  private readonly marks: Int32Column;
  private readonly causes: Int32Column; // The last one's, where marked.

  constructor(flow: Flow) {
    this.flow = flow;
    this.marks = flow.marks();
    this.causes = flow.learns();
  }

  mark(request: RequestId, cause: CauseId): void {
    this.marks.at[request] = this.flow.number.at[request];
    this.causes.at[request] = cause;
  }

  has(request: RequestId): boolean {
    return this.marks.at[request] === this.flow.number.at[request];
  }

  /** Of a request that is marked. */
  causeOf(request: RequestId): CauseId {
    return this.causes.at[request];
  }
}

/** Exit 1 for a request whose answer is none as it should be, with the cause of that; else exit 0. */
export class IsDegraded extends InstantStep {
  private readonly flow: Flow;
  private readonly degraded: Degraded;

  constructor(flow: Flow, degraded: Degraded) {
    super();
    this.flow = flow;
    this.degraded = degraded;
  }

  enter(request: RequestId): Outcome {
    if (!this.degraded.has(request)) return GO_ON;
    this.flow.cause.at[request] = this.degraded.causeOf(request);
    return 1;
  }
}
