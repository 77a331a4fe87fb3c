/**
 * The workers of a queue that stop for a while. What they do is lost, goes back into the queue, or is finished first: of
 * any so many of them, idle ones too, where workers are not told apart. A queue that is down itself takes no messages either.
 */
import { type CauseId, type Flow, NO_SCOPE } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { ActorId } from "../../engine/simulation.js";
import type { Slots } from "../../engine/slots.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { Fork, InstantStep } from "../steps/instant-step.js";
import { NO_REQUEST, RequestLists } from "../steps/request-lists.js";
import type { EachWorker } from "./lines/line.js";

export type WorkWhenStopped = "lost" | "finishes" | "repeats";

const ALL = 0; // All have the same owner.

export class Crew extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly slots: Slots;
  private readonly eachWorker: EachWorker | null;
  private readonly chance: RandomStream; // Who stops.
  readonly whenDown: CauseId;
  private readonly working: RequestLists; // Latest first.
  private readonly goesBack: Int32Column;
  private readonly loser: ActorId;
  private all: number; // Workers, those that stand still too.
  private stopped = 0;
  private closed = 0; // Outages of the queue itself.
  private work: WorkWhenStopped = "lost";
  private toLose = 0; // Messages of those who have just stopped.
  private draws = 0;
  private scope = NO_SCOPE;

  /** @param eachWorker null: they are not told apart */
  constructor(flow: Flow, slots: Slots, eachWorker: EachWorker | null, chance: RandomStream, whenDown: CauseId) {
    super();
    this.chance = chance;
    this.eachWorker = eachWorker;
    this.flow = flow;
    this.slots = slots;
    this.all = slots.capacity;
    this.whenDown = whenDown;
    this.working = new RequestLists(flow.requests, { at: new Int32Array([NO_REQUEST]) });
    this.goesBack = flow.requests.int32();
    this.loser = flow.simulation.addActor({ fire: () => this.loseOne() });
  }

  get isClosed(): boolean {
    return this.closed > 0;
  }

  /** @param workers null: the queue itself is down */
  stop(workers: number | null, work: WorkWhenStopped): void {
    if (workers === null) this.closed++;
    const present = Math.max(0, this.all - this.stopped);
    this.stopped += workers ?? this.all;
    this.work = work;
    this.resize(this.all);
    if (work === "finishes") return;
    this.toLose += this.atWork(Math.min(present, workers ?? present), present);
    this.loseOne();
  }

  /** @param workers those that have stopped */
  goOn(workers: number | null): void {
    if (workers === null) this.closed--;
    this.stopped = Math.max(0, this.stopped - (workers ?? this.stopped));
    this.resize(this.all);
  }

  /** @param workers from now on, those that stand still too */
  resize(workers: number): void {
    this.all = workers;
    this.eachWorker?.present(workers, Math.min(workers, this.stopped));
    this.slots.resize(Math.max(0, workers - this.stopped));
  }

  /** Writes the body as a worker's, which may be lost; `again` is where a message that goes back goes on. */
  around(program: Program, body: () => void): void {
    this.scope = program.within(this, body);
  }

  /** Writes what follows lost work: exit 1 of a branch for a message that goes back. */
  get returns(): InstantStep {
    return new Fork((message) => this.takesBack(message));
  }

  /** Whether its lost work is to be done again; said once, since its queue may have no room. */
  takesBack(message: RequestId): boolean {
    const goesBack = this.goesBack.at[message] === 1;
    this.goesBack.at[message] = 0;
    return goesBack;
  }

  /** Whether lost work is to be done again is the same for another row. */
  alike(row: RequestId, other: RequestId): void {
    this.goesBack.at[other] = this.goesBack.at[row];
  }

  enter(message: RequestId): Outcome {
    this.goesBack.at[message] = 0;
    this.working.add(ALL, message);
    return GO_ON;
  }

  leave(message: RequestId): void {
    this.working.remove(ALL, message);
  }

  /** How many are at work, of so many chosen at random. */
  private atWork(chosen: number, present: number): number {
    const working = Math.min(this.slots.busy.value, present);
    let hit = 0;
    for (let i = 0; i < chosen; i++) if (this.chance.uniform(this.draws++, 0) * (present - i) < working - hit) hit++;
    return hit;
  }

  /** One per event, since what one releases may let the next go on. */
  private loseOne(): void {
    const message = this.nextToLose();
    if (message === NO_REQUEST) return;
    this.goesBack.at[message] = this.work === "repeats" ? 1 : 0;
    this.flow.interrupt(message, this.scope, this.whenDown);
    this.flow.simulation.wakeActorAt(this.loser, this.flow.simulation.nowMs);
  }

  /** Any of those at work, as long as some are to be lost; or that of a worker that stands still. */
  private nextToLose(): RequestId {
    const { working, eachWorker } = this;
    if (eachWorker === null) return this.anyAtWork();
    let message = working.first(ALL);
    while (message !== NO_REQUEST && !eachWorker.hasStopped(message)) message = working.after(message);
    return message;
  }

  private anyAtWork(): RequestId {
    if (this.toLose === 0) return NO_REQUEST;
    const all: RequestId[] = [];
    for (let at = this.working.first(ALL); at !== NO_REQUEST; at = this.working.after(at)) all.push(at);
    this.toLose = Math.min(this.toLose, all.length);
    if (this.toLose === 0) return NO_REQUEST;
    this.toLose--;
    return all[Math.floor(this.chance.uniform(this.draws++, 0) * all.length)]!;
  }
}

/** Refuses messages while the queue is down. */
export class Closed extends InstantStep {
  private readonly flow: Flow;
  private readonly crew: Crew;
  private readonly cause: CauseId;

  constructor(flow: Flow, crew: Crew, cause: CauseId) {
    super();
    this.flow = flow;
    this.crew = crew;
    this.cause = cause;
  }

  enter(request: RequestId): Outcome {
    if (!this.crew.isClosed) return GO_ON;
    this.flow.cause.at[request] = this.cause;
    return FAILED;
  }
}
