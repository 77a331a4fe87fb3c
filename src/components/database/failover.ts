/**
 * Failover: when the primary has been down for a time, a replica takes its place, or the first that comes up later.
 *
 * What was answered and had reached no replica by the crash is then lost: the more, the more the replicas lag. If the
 * primary comes back before, it sends what it has not sent yet. Once promoted, a replica takes no reads of its own; the
 * old primary comes back as a replica. Measure: `writesLost`, a share of the writes.
 */
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Actor, ActorId } from "../../engine/simulation.js";
import { GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import type { Breakdowns } from "../faults/breakdowns.js";
import { NO_REQUEST, RequestLists } from "../steps/request-lists.js";
import type { Acts, Span } from "../timeline/happening.js";

const ALL = 0;
const NONE = -1;
const ARRIVED = 0; // Exits of a change that may be lost.
const LOST = 1;

export class Failover {
  readonly measure: Measure;
  private readonly flow: Flow;
  private readonly afterMs: number;
  private breakdowns: Breakdowns | null = null; // Of the replicas.
  private replicas = 0;
  private isAnsweredBefore = true;
  private promoted = NONE;
  private crashedMs = Number.NaN; // While it is open whether the primary comes back.
  private lostUntilMs = Number.NEGATIVE_INFINITY; // Commits up to then that no replica has are lost.
  private readonly written: Int32Column; // Of a change: the number of its write.
  private readonly arrived: number[] = []; // By write: on how many replicas; or minus on how many it is lost.
  private lost = 0;
  private readonly undecided: RequestLists;
  private readonly outages: Shortened[] = [];

  constructor(flow: Flow, afterMs: number) {
    this.flow = flow;
    this.afterMs = afterMs;
    this.written = flow.requests.int32();
    this.undecided = new RequestLists(flow.requests, { at: new Int32Array([NO_REQUEST]) });
    this.measure = { kind: "ratio", name: "writesLost", part: () => this.lost, whole: () => this.arrived.length };
  }

  /** Who may take the primary's place. @param isAnsweredBefore whether a write is answered before a replica has it */
  among(replicas: number, breakdowns: Breakdowns | null, isAnsweredBefore: boolean): void {
    this.replicas = replicas;
    this.breakdowns = breakdowns;
    this.isAnsweredBefore = isAnsweredBefore;
    breakdowns?.onceUp(() => {
      for (const outage of this.outages) outage.replicaIsUp();
    });
  }

  /** Whether this replica takes no reads, since it is the primary now. */
  isPromoted(replica: number): boolean {
    return replica === this.promoted;
  }

  /** Whether no replica is left that could read. */
  get readsAtPrimary(): boolean {
    return this.promoted !== NONE && this.replicas === 1;
  }

  /** The outages of the primary, which end when a replica is promoted. */
  shortened(outage: Acts): Acts {
    const shortened = new Shortened(this.flow, this.afterMs, outage, this);
    this.outages.push(shortened);
    return shortened;
  }

  crash(): void {
    this.crashedMs = this.flow.simulation.nowMs;
  }

  /** @returns whether there is a replica to promote */
  promote(): boolean {
    for (let replica = 0; replica < this.replicas && this.promoted === NONE; replica++)
      if (this.breakdowns?.isUp(replica) !== false) this.promoted = replica;
    if (this.promoted === NONE) return false;
    this.lostUntilMs = this.crashedMs;
    this.decide();
    return true;
  }

  /** The old primary is back: in its place if nothing was promoted, otherwise as a replica. */
  comesBack(): void {
    this.promoted = NONE;
    this.decide();
  }

  private decide(): void {
    this.crashedMs = Number.NaN;
    for (let r = this.undecided.first(ALL); r !== NO_REQUEST; r = this.undecided.first(ALL)) {
      this.undecided.remove(ALL, r);
      this.flow.ready(r);
    }
  }

  /** A write begins to travel to the replicas. */
  write(): number {
    return this.arrived.push(0) - 1;
  }

  /** One of its changes. */
  sends(change: RequestId, write: number): void {
    this.written.at[change] = write;
  }

  /** Holds what arrives from a primary that has crashed until it is known whether it was sent. */
  untilDecided(): Step {
    return {
      enter: (change) => {
        if (!(this.flow.arrivedMs.at[change] <= this.crashedMs)) return GO_ON;
        this.undecided.add(ALL, change);
        return PENDING;
      },
      wake: () => GO_ON,
      withdraw: (change) => this.undecided.remove(ALL, change),
    };
  }

  /** Exit 0: it has arrived; exit 1: it never will. */
  arrives(): Step {
    return { enter: (change) => this.arrive(change), wake: () => GO_ON, withdraw() {} };
  }

  private arrive(change: RequestId): Outcome {
    const write = this.written.at[change];
    const isLost = this.flow.arrivedMs.at[change] <= this.lostUntilMs && this.arrived[write] <= 0;
    if (!isLost) {
      this.arrived[write]++;
      return ARRIVED;
    }
    if (this.arrived[write]-- === 0 && this.isAnsweredBefore) this.lost++;
    return LOST;
  }
}

/** An outage that a promotion cuts short. */
class Shortened implements Acts, Actor {
  private readonly flow: Flow;
  private readonly afterMs: number;
  private readonly outage: Acts;
  private readonly failover: Failover;
  private readonly self: ActorId;
  private endsMs = Number.NaN; // Of the outage, if nothing is promoted; NaN: up, or promoted.
  private isDue = false; // Down for so long that a replica may take its place.

  constructor(flow: Flow, afterMs: number, outage: Acts, failover: Failover) {
    this.flow = flow;
    this.afterMs = afterMs;
    this.outage = outage;
    this.failover = failover;
    this.self = flow.simulation.addActor(this);
  }

  begin({ fromMs, toMs }: Span): void {
    this.endsMs = toMs;
    this.isDue = false;
    this.outage.begin({ fromMs, toMs: Number.POSITIVE_INFINITY }); // It may end before.
    this.failover.crash();
    this.flow.simulation.wakeActorAt(this.self, fromMs + this.afterMs);
  }

  fire(): void {
    this.isDue = true;
    this.replicaIsUp();
  }

  replicaIsUp(): void {
    if (!this.isDue || Number.isNaN(this.endsMs) || !this.failover.promote()) return;
    this.endsMs = Number.NaN;
    this.outage.end();
  }

  end(): void {
    this.flow.simulation.calmActor(this.self);
    if (!Number.isNaN(this.endsMs)) this.outage.end();
    this.endsMs = Number.NaN;
    this.failover.comesBack();
  }
}
