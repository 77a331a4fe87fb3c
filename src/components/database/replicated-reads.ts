/** Reads at replicas: which one, and how far behind it is. */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import type { Breakdowns } from "../faults/breakdowns.js";
import { InstantStep } from "../steps/instant-step.js";
import type { ReplicaState } from "./replica-state.js";

export class ChooseReplica extends InstantStep {
  readonly chosen: Int32Column;
  private readonly state: ReplicaState;
  private readonly breakdowns: Breakdowns | null;

  constructor(flow: Flow, state: ReplicaState, breakdowns: Breakdowns | null) {
    super();
    this.state = state;
    this.breakdowns = breakdowns;
    this.chosen = flow.requests.int32();
  }

  enter(request: RequestId): Outcome {
    const { state, breakdowns } = this;
    this.next();
    if (breakdowns !== null || state.failover !== null)
      for (let tried = 1; tried < state.replicas && !this.canRead(state.last); tried++) this.next();
    this.chosen.at[request] = state.last;
    return GO_ON;
  }

  private canRead(replica: number): boolean {
    return this.breakdowns?.isUp(replica) !== false && this.state.failover?.isPromoted(replica) !== true;
  }

  private next(): void {
    const { state } = this;
    state.last = state.last + 1 < state.replicas ? state.last + 1 : 0;
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
