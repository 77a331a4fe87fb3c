/** Refuses what comes faster than a rate while an entry of a timeline says so, by a token bucket. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome } from "../../engine/step.js";
import type { TokenBucket } from "../limits/token-bucket.js";
import { InstantStep } from "../steps/instant-step.js";

export class Throttle extends InstantStep {
  private readonly flow: Flow;
  private readonly dial: { readonly now: number }; // 1 while it holds.
  private readonly bucket: TokenBucket; // Of all call sites.
  private readonly cause: CauseId;

  constructor(flow: Flow, dial: { readonly now: number }, bucket: TokenBucket, cause: CauseId) {
    super();
    this.flow = flow;
    this.dial = dial;
    this.bucket = bucket;
    this.cause = cause;
  }

  enter(request: RequestId): Outcome {
    if (this.dial.now === 0 || this.bucket.take(this.flow.simulation.nowMs)) return GO_ON;
    this.flow.cause.at[request] = this.cause;
    this.flow.refuseUntil(request, this.bucket.readyAtMs);
    return FAILED;
  }
}
