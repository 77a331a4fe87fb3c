/**
 * Requests to be stopped at this instant, after the current walk, since some may be about to continue.
 *
 * One per event, since what one releases may let the next continue.
 */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Actor, ActorId } from "../../engine/simulation.js";
import { NO_REQUEST, RequestLists } from "./request-lists.js";

const ALL = 0; // All have the same owner.

export class Orphans implements Actor {
  private readonly flow: Flow;
  private readonly all: RequestLists;
  private readonly isOne: Int32Column;
  private readonly self: ActorId;

  constructor(flow: Flow) {
    this.flow = flow;
    this.all = new RequestLists(flow.requests, { at: new Int32Array([NO_REQUEST]) });
    this.isOne = flow.requests.int32();
    this.self = flow.simulation.addActor(this);
  }

  /** Adds a request that may become an orphan later. */
  expect(request: RequestId): void {
    this.isOne.at[request] = 0;
  }

  add(request: RequestId): void {
    this.isOne.at[request] = 1;
    this.all.add(ALL, request);
    this.flow.simulation.wakeActorAt(this.self, this.flow.simulation.nowMs);
  }

  /** Removes a request that ended by itself. */
  forget(request: RequestId): void {
    if (this.isOne.at[request] === 1) this.all.remove(ALL, request);
  }

  fire(): void {
    const request = this.all.first(ALL);
    if (request === NO_REQUEST) return;
    this.all.remove(ALL, request);
    this.flow.abort(request);
    this.flow.requests.giveBack(request);
    if (this.all.first(ALL) !== NO_REQUEST) this.flow.simulation.wakeActorAt(this.self, this.flow.simulation.nowMs);
  }
}
