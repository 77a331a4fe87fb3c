/** Messages that no worker begins any more, so long after they were published, or once those who published them are late. They leave the queue when their time is up. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Float64Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome } from "../../engine/step.js";
import { Fork, InstantStep } from "../steps/instant-step.js";
import type { Ending, Messages, MessageWatcher } from "./messages.js";

/** Just before a message waits: refuses what is too late already, and is the patience of what waits. */
export class Expiry extends InstantStep implements Sampler, MessageWatcher {
  private readonly flow: Flow;
  private readonly endsAtMs: (message: RequestId) => number;
  readonly measure: Measure;
  readonly cause: CauseId;
  private readonly atMs: Float64Column;
  private expired = 0;
  private leftMs = 0.5; // Of the message that comes here now.

  /** @param endsAtMs of a message that has just been published; Infinity: never */
  constructor(flow: Flow, messages: Messages, endsAtMs: (message: RequestId) => number, cause: CauseId) {
    super();
    this.flow = flow;
    this.endsAtMs = endsAtMs;
    this.cause = cause;
    this.atMs = messages.wideColumn();
    this.measure = { kind: "ratio", name: "expired", part: () => this.expired, whole: () => messages.published };
  }

  comes(message: RequestId): void {
    this.atMs.at[message] = this.endsAtMs(message);
  }

  /** Its time begins anew. */
  comesBack(message: RequestId): void {
    this.comes(message);
  }

  over(_message: RequestId, how: Ending): void {
    if (how === "expired") this.expired++;
  }

  enter(message: RequestId): Outcome {
    this.leftMs = this.atMs.at[message] - this.flow.simulation.nowMs;
    if (this.leftMs > 0) return GO_ON;
    this.flow.cause.at[message] = this.cause;
    return FAILED;
  }

  /** After a failure: exit 1 where this was the cause. */
  get hasExpired(): Fork {
    return new Fork((message) => this.flow.cause.at[message] === this.cause);
  }

  /** How long it may still wait [ms]. */
  next(): number {
    return this.leftMs;
  }
}
