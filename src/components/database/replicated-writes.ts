/** Writes on their way to the replicas. */
import type { Flow, StepId } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import { InstantStep } from "../steps/instant-step.js";
import { visitWithin } from "../steps/visit.js";
import type { ReplicaState } from "./replica-state.js";

/**
 * The writer continues once its changes are sent, so that without a lag they are applied before its next read; or once as
 * many are applied as it waits for.
 */
export class Replicate implements Step {
  readonly spends: Spending = { as: "waiting", on: "replicas to acknowledge" };
  private readonly flow: Flow;
  private readonly state: ReplicaState;
  private readonly which: Int32Column;
  private readonly start: StepId;
  private readonly shard: Int32Column; // Of the writer.
  private readonly written: Int32Column | null;

  /** @param which replica each change goes to @param written the version of what was written; null: not known */
  constructor(
    flow: Flow,
    state: ReplicaState,
    [which, start]: readonly [Int32Column, StepId],
    shard: Int32Column,
    written: Int32Column | null,
  ) {
    this.shard = shard;
    this.written = written;
    this.flow = flow;
    this.state = state;
    this.which = which;
    this.start = start;
  }

  enter(request: RequestId): Outcome {
    this.send(request, this.flow.visit.at[request], this.flow.round.at[request], true);
    if (!this.isSynchronous) this.flow.ready(request);
    return PENDING;
  }

  /** Whether a writer waits until replicas have applied what it wrote. */
  get isSynchronous(): boolean {
    return this.state.acknowledged !== null;
  }

  /** @param visitThen when it was written @param roundThen the same @param isFirst of those that it waits for together */
  send(request: RequestId, visitThen: number, roundThen: number, isFirst: boolean): void {
    const { requests, number, visit, round, arrivedMs, simulation } = this.flow;
    const { unapplied, replicas, failover } = this.state;
    const { acknowledged } = this.state;
    const write = failover?.write() ?? 0;
    const first = this.shard.at[request] * replicas;
    if (isFirst) acknowledged?.await(request);
    const awaited = acknowledged?.expect(request) ?? 0;
    for (let i = 0; i < replicas; i++) {
      const replica = first + i;
      const change = requests.take();
      this.flow.inherit(change, request);
      visit.at[change] = visitWithin(visitThen, i + 1, 0);
      round.at[change] = roundThen;
      arrivedMs.at[change] = simulation.nowMs;
      this.which.at[change] = replica;
      if (this.written !== null) this.written.at[change] = this.written.at[request];
      unapplied.add(replica, number.at[request]);
      acknowledged?.tells(change, request, awaited);
      failover?.sends(change, write);
      this.flow.begin(change, this.start);
    }
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(request: RequestId): void {
    this.state.acknowledged?.leaves(request);
  }
}

export class Applied extends InstantStep {
  private readonly flow: Flow;
  private readonly state: ReplicaState;
  private readonly which: Int32Column;

  constructor(flow: Flow, state: ReplicaState, which: Int32Column) {
    super();
    this.flow = flow;
    this.state = state;
    this.which = which;
  }

  enter(change: RequestId): Outcome {
    const { simulation, arrivedMs, requests, number } = this.flow;
    this.state.acknowledged?.applied(change);
    this.state.unapplied.remove(this.which.at[change], number.at[change]);
    this.state.lagMs.record(simulation.nowMs - arrivedMs.at[change]);
    requests.giveBack(change);
    return PENDING;
  }
}

/** What never reaches the replicas, since the primary is gone that had it. */
export class Vanishes extends InstantStep {
  private readonly flow: Flow;
  private readonly state: ReplicaState;
  private readonly which: Int32Column;

  constructor(flow: Flow, state: ReplicaState, which: Int32Column) {
    super();
    this.flow = flow;
    this.state = state;
    this.which = which;
  }

  enter(change: RequestId): Outcome {
    this.state.unapplied.remove(this.which.at[change], this.flow.number.at[change]);
    this.flow.requests.giveBack(change);
    return PENDING;
  }
}
