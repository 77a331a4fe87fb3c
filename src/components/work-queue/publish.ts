/** Publishing a message, which takes no time, and how it ends. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Mark } from "../../engine/program.js";
import type { RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, PENDING } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import type { Ending, Messages } from "./messages.js";

/** Where messages go, if there is room. */
export interface Entrance {
  readonly messages: Messages;
  readonly start: Mark; // The worker's steps may be written after the publisher's.
  readonly whenFull: CauseId;
  /** Whether one more may come in; if not, that is counted. */
  accepts(): boolean;
  /** Says of a message that has been published who published it. */
  ranks(message: RequestId, rank: number): void;
}

export class Publish extends InstantStep {
  private readonly flow: Flow;
  private readonly entrance: Entrance;
  private readonly times: number;
  private readonly rank: number;

  /** @param times how many messages a request has published here, from 1: each draws its own @param rank of who publishes */
  constructor(flow: Flow, entrance: Entrance, times: number, rank: number) {
    super();
    this.flow = flow;
    this.entrance = entrance;
    this.times = times;
    this.rank = rank;
  }

  enter(request: RequestId): Outcome {
    const { flow, times, rank, entrance } = this;
    if (!entrance.accepts()) {
      flow.cause.at[request] = entrance.whenFull;
      return FAILED;
    }
    const message = entrance.messages.publish(request, times);
    entrance.ranks(message, rank);
    flow.begin(message, entrance.start.step);
    return GO_ON;
  }
}

export class MessageEnds extends InstantStep {
  private readonly messages: Messages;
  private readonly how: Ending;
  private readonly finishes: boolean;

  /** @param finishes whether its work is done with it; otherwise that has been said */
  constructor(messages: Messages, how: Ending, finishes: boolean) {
    super();
    this.messages = messages;
    this.how = how;
    this.finishes = finishes;
  }

  enter(message: RequestId): Outcome {
    if (this.finishes) this.messages.finished(message);
    this.messages.end(message, this.how);
    return PENDING;
  }
}
