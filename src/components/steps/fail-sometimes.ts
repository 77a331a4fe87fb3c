/** Fails with a given probability, independently each time. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "./instant-step.js";

export class FailSometimes extends InstantStep {
  private readonly flow: Flow;
  private readonly stream: RandomStream;
  private readonly probability: number;
  private readonly cause: CauseId;

  constructor(flow: Flow, stream: RandomStream, probability: number, cause: CauseId) {
    super();
    this.flow = flow;
    this.stream = stream;
    this.probability = probability;
    this.cause = cause;
  }

  enter(request: RequestId): Outcome {
    const { number, visit, cause } = this.flow;
    if (this.stream.uniform(number.at[request], visit.at[request]) >= this.probability) return GO_ON;
    cause.at[request] = this.cause;
    return FAILED;
  }
}
