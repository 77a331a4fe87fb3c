/** Reads at replicas: which one, and how far behind it is. */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import type { Breakdowns } from "../faults/breakdowns.js";
import { InstantStep } from "../steps/instant-step.js";
import type { ReplicaState } from "./replica-state.js";

/** The replicas of the request's shard in turn. */
export class ChooseReplica extends InstantStep {
  readonly chosen: Int32Column;
  private readonly state: ReplicaState;
  private readonly shard: Int32Column;
  private readonly breakdowns: Breakdowns | null;

  constructor(flow: Flow, state: ReplicaState, shard: Int32Column, breakdowns: Breakdowns | null) {
    super();
    this.state = state;
    this.shard = shard;
    this.breakdowns = breakdowns;
    this.chosen = flow.requests.int32();
  }

  enter(request: RequestId): Outcome {
    const { state, breakdowns } = this;
    const shard = this.shard.at[request];
    const first = shard * state.replicas;
    let replica = this.next(shard);
    if (breakdowns !== null || state.failover !== null)
      for (let tried = 1; tried < state.replicas && !this.canRead(first + replica); tried++) replica = this.next(shard);
    this.chosen.at[request] = first + replica;
    return GO_ON;
  }

  private canRead(replica: number): boolean {
    return this.breakdowns?.isUp(replica) !== false && this.state.failover?.isPromoted(replica) !== true;
  }

  private next(shard: number): number {
    const { last, replicas } = this.state;
    last[shard] = last[shard] + 1 < replicas ? last[shard] + 1 : 0;
    return last[shard];
  }
}

export class NoteRead extends InstantStep {
  private readonly flow: Flow;
  private readonly state: ReplicaState;
  private readonly chosen: Int32Column;

  constructor(flow: Flow, state: ReplicaState, chosen: Int32Column) {
    super();
    this.flow = flow;
    this.state = state;
    this.chosen = chosen;
  }

  enter(request: RequestId): Outcome {
    const { state } = this;
    const replica = this.chosen.at[request];
    state.reads++;
    if (state.unapplied.hasAny(replica)) state.readsBehind++;
    if (state.unapplied.hasOf(replica, this.flow.number.at[request])) state.staleReads++;
    return GO_ON;
  }
}
