/** Fails with a given probability, independently each time; it may change while the system runs. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "./instant-step.js";

export class FailSometimes extends InstantStep {
  private readonly flow: Flow;
  private readonly stream: RandomStream;
  private readonly probability: { readonly now: number };
  private readonly cause: CauseId;

  constructor(flow: Flow, stream: RandomStream, probability: { readonly now: number }, cause: CauseId) {
    super();
    this.flow = flow;
    this.stream = stream;
    this.probability = probability;
    this.cause = cause;
  }

  enter(request: RequestId): Outcome {
    const { number, visit, cause } = this.flow;
    const { now } = this.probability;
    if (now === 0 || this.stream.uniform(number.at[request], visit.at[request]) >= now) return GO_ON;
    cause.at[request] = this.cause;
    return FAILED;
  }
}

/** The same for one that fails later: exit 1 if it will. */
export class WillFail extends InstantStep {
  private readonly flow: Flow;
  private readonly stream: RandomStream;
  private readonly probability: { readonly now: number };

  constructor(flow: Flow, stream: RandomStream, probability: { readonly now: number }) {
    super();
    this.flow = flow;
    this.stream = stream;
    this.probability = probability;
  }

  enter(request: RequestId): Outcome {
    const { number, visit } = this.flow;
    const { now } = this.probability;
    return now > 0 && this.stream.uniform(number.at[request], visit.at[request]) < now ? 1 : GO_ON;
  }
}
