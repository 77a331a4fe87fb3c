/**
 * Asynchronous replication: a write, once committed on the primary, is sent to every replica, arrives after
 * a lag, and is replayed there, one write at a time, on cores that also serve reads.
 *
 * Two measures of its own: `lagMs`, from commit to applied, of every write on every replica; `staleReads`,
 * the share of reads on replicas that ran while some write was not yet applied there.
 */
import type { Flow, StepId } from "../engine/flow.js";
import { Histogram } from "../engine/histogram.js";
import type { Measure } from "../engine/meters.js";
import { Program } from "../engine/program.js";
import type { Sampler } from "../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../engine/request-table.js";
import { Slots } from "../engine/slots.js";
import { GO_ON, type Outcome, PENDING } from "../engine/step.js";
import { Delay } from "../engine/steps/delay.js";
import { HoldSlot } from "../engine/steps/hold-slot.js";
import type { WaitingColumns } from "../engine/waiting-line.js";
import type { Nodes } from "./database.js";
import { InstantStep } from "./steps/instant-step.js";
import { visitWithin } from "./steps/visit.js";

export class Replication {
  readonly measures: readonly Measure[];
  private readonly flow: Flow;
  private readonly lag: Sampler | null;
  private readonly appliers: readonly Slots[]; // One slot each: writes are replayed in a row.
  private readonly state: ReplicaState;

  constructor(flow: Flow, replicas: number, lagMs: Sampler | null, columns: WaitingColumns) {
    this.flow = flow;
    this.lag = lagMs;
    this.state = { unapplied: new Int32Array(replicas), last: -1, reads: 0, staleReads: 0, lagMs: new Histogram() };
    const none = flow.addCause("replay", "");
    const slots = {
      capacity: 1,
      lineMax: Number.POSITIVE_INFINITY,
      patience: null,
      whenFull: none,
      whenImpatient: none,
    };
    const waiting = new Histogram();
    this.appliers = Array.from({ length: replicas }, () => new Slots(flow, slots, columns, waiting));
    const state = this.state;
    this.measures = [
      { kind: "duration", name: "lagMs", histogram: state.lagMs },
      { kind: "ratio", name: "staleReads", part: () => state.staleReads, whole: () => state.reads },
    ];
  }

  /** Sends a read to the next replica in turn. */
  chooseReplica(): ChooseReplica {
    return new ChooseReplica(this.flow, this.state);
  }

  /** Comes after a write's commit; nobody waits for it. */
  replicate(replayMs: Sampler | null, replicas: Nodes): Replicate {
    const which = this.flow.requests.int32();
    const program = new Program(this.flow);
    const start = program.mark();
    if (this.lag !== null) program.add(new Delay(this.flow, this.lag));
    if (replayMs !== null)
      program.within(new HoldSlot(this.appliers, which), () => replicas.work(program, which, replayMs, this.flow));
    program.add(new Applied(this.flow, this.state, which));
    program.end();
    return new Replicate(this.flow, this.state, which, start.step);
  }
}

interface ReplicaState {
  readonly unapplied: Int32Array; // Writes on their way to each replica.
  last: number; // Replica of the latest read.
  reads: number;
  staleReads: number;
  readonly lagMs: Histogram;
}

export class ChooseReplica extends InstantStep {
  readonly chosen: Int32Column;
  private readonly state: ReplicaState;

  constructor(flow: Flow, state: ReplicaState) {
    super();
    this.state = state;
    this.chosen = flow.requests.int32();
  }

  enter(request: RequestId): Outcome {
    const state = this.state;
    state.last = state.last + 1 < state.unapplied.length ? state.last + 1 : 0;
    this.chosen.at[request] = state.last;
    state.reads++;
    if (state.unapplied[state.last] > 0) state.staleReads++;
    return GO_ON;
  }
}

class Replicate extends InstantStep {
  private readonly flow: Flow;
  private readonly state: ReplicaState;
  private readonly which: Int32Column;
  private readonly start: StepId;

  constructor(flow: Flow, state: ReplicaState, which: Int32Column, start: StepId) {
    super();
    this.flow = flow;
    this.state = state;
    this.which = which;
    this.start = start;
  }

  enter(request: RequestId): Outcome {
    const { requests, number, visit, arrivedMs, simulation } = this.flow;
    const { unapplied } = this.state;
    for (let replica = 0; replica < unapplied.length; replica++) {
      const change = requests.take();
      number.at[change] = number.at[request];
      visit.at[change] = visitWithin(visit.at[request], replica + 1, 0);
      arrivedMs.at[change] = simulation.nowMs;
      this.which.at[change] = replica;
      unapplied[replica]++;
      this.flow.begin(change, this.start);
    }
    return GO_ON;
  }
}

class Applied extends InstantStep {
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
    const { simulation, arrivedMs, requests } = this.flow;
    this.state.unapplied[this.which.at[change]]--;
    this.state.lagMs.record(simulation.nowMs - arrivedMs.at[change]);
    requests.giveBack(change);
    return PENDING;
  }
}
