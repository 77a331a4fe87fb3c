/**
 * Messages that a worker cannot read, and messages that it fails at.
 *
 * What is malformed was so when it was published, and stays so. What is poison is what the worker makes of it: once the
 * worker is mended, the same message may succeed.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Float64Column, Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import type { Messages, MessageWatcher } from "./messages.js";

/** A value that may change while the system runs. */
export interface Now<Value> {
  now: Value;
}

/** At the beginning of every attempt: refuses what was malformed when it was published. */
export class Malformed extends InstantStep implements MessageWatcher {
  private readonly flow: Flow;
  private readonly share: Now<number>;
  private readonly isTolerant: Now<boolean>;
  private readonly stream: RandomStream;
  private readonly cause: CauseId;
  private readonly isMalformed: Int32Column;

  constructor(
    flow: Flow,
    messages: Messages,
    of: { readonly share: Now<number>; readonly isTolerant: Now<boolean>; readonly stream: RandomStream },
    cause: CauseId,
  ) {
    super();
    this.flow = flow;
    this.share = of.share;
    this.isTolerant = of.isTolerant;
    this.stream = of.stream;
    this.cause = cause;
    this.isMalformed = messages.column();
  }

  comes(message: RequestId): void {
    const { number, visit } = this.flow;
    const draw = this.stream.uniform(number.at[message], visit.at[message]);
    this.isMalformed.at[message] = draw < this.share.now ? 1 : 0;
  }

  enter(message: RequestId): Outcome {
    if (this.isMalformed.at[message] === 0 || this.isTolerant.now) return GO_ON;
    this.flow.cause.at[message] = this.cause;
    return FAILED;
  }
}

/** At the end of the work: fails the same messages each time, as long as the share stays. */
export class Poison extends InstantStep implements MessageWatcher {
  private readonly flow: Flow;
  private readonly share: Now<number>;
  private readonly stream: RandomStream;
  private readonly cause: CauseId;
  private readonly draw: Float64Column;

  constructor(
    flow: Flow,
    messages: Messages,
    of: { readonly share: Now<number>; readonly stream: RandomStream },
    cause: CauseId,
  ) {
    super();
    this.flow = flow;
    this.share = of.share;
    this.stream = of.stream;
    this.cause = cause;
    this.draw = messages.wideColumn();
  }

  comes(message: RequestId): void {
    const { number, visit } = this.flow;
    this.draw.at[message] = this.stream.uniform(number.at[message], visit.at[message]);
  }

  enter(message: RequestId): Outcome {
    if (this.draw.at[message] >= this.share.now) return GO_ON;
    this.flow.cause.at[message] = this.cause;
    return FAILED;
  }
}
