/** Which requests are answered, but with less than they asked for, since a fallback stood in for a part that failed. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import type { RequestLog } from "./request-log.js";

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

/** Records an answer, or what is none as it should be. */
export class WriteDegradable extends InstantStep {
  private readonly flow: Flow;
  private readonly log: RequestLog;
  private readonly degraded: Degraded;

  constructor(flow: Flow, log: RequestLog, degraded: Degraded) {
    super();
    this.flow = flow;
    this.log = log;
    this.degraded = degraded;
  }

  enter(request: RequestId): Outcome {
    if (this.degraded.has(request)) {
      this.flow.cause.at[request] = this.degraded.causeOf(request);
      this.log.fail(request);
    } else this.log.answer(request);
    return GO_ON;
  }
}
