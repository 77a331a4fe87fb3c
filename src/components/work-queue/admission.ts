/**
 * What a queue does with a message for which it has no room: it refuses it; or its publisher waits, holding what it holds;
 * or the oldest message of the least important makes room, and is dropped.
 *
 * With exponential work and room for K in all, of Poisson messages M/M/c/K refuses or drops the same share.
 * Measure: `droppedMessages`, as a share of the published.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Measure, SlotsMeter } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Slots } from "../../engine/slots.js";
import type { WaitingColumns } from "../../engine/waiting-queue.js";
import { Fork, Hook } from "../steps/instant-step.js";
import type { Line } from "./lines/line.js";
import type { Messages } from "./messages.js";
import { Room } from "./room.js";

export type WhenFull = "refuse" | "wait" | "drop-oldest";

export interface AdmissionOptions {
  readonly limit: number; // Messages that may wait; Infinity: unbounded.
  readonly whenFull: WhenFull;
}

export class Admission {
  readonly measures: readonly Measure[];
  private readonly flow: Flow;
  private readonly messages: Messages;
  private readonly workers: Slots;
  private readonly line: Line | null;
  private readonly dropped: CauseId;
  private readonly room: Room | null;
  private readonly drops: boolean;
  private most: number;

  constructor(
    flow: Flow,
    name: string,
    columns: WaitingColumns,
    messages: Messages,
    workers: Slots,
    line: Line | null,
    { limit, whenFull }: AdmissionOptions,
  ) {
    this.flow = flow;
    this.messages = messages;
    this.workers = workers;
    this.line = line;
    this.most = limit;
    this.drops = whenFull === "drop-oldest";
    this.dropped = this.drops ? flow.addCause("dropped", name) : -1;
    this.room = whenFull === "wait" ? new Room(flow, columns, workers.capacity + limit) : null;
    if (this.room !== null) messages.watchers.push(this.room);
    const drops: Measure = {
      kind: "ratio",
      name: "droppedMessages",
      part: () => messages.dropped,
      whole: () => messages.published,
    };
    this.measures = [...(this.drops ? [drops] : []), ...(this.room === null ? [] : [this.room.measure])];
  }

  /** Slots that are no resource of the queue. */
  get behind(): readonly SlotsMeter[] {
    return this.room === null ? [] : [this.room.meter];
  }

  /** Whether one more may come in; if not, that is counted. */
  accepts(): boolean {
    if (this.drops || this.room !== null) return true;
    const { busy, queue, capacity } = this.workers;
    const accepts = busy.value + queue.length.value + this.messages.arriving < capacity + this.most;
    if (!accepts) this.workers.refused++;
    return accepts;
  }

  /** The same for a message that no publisher waits with. */
  takesOne(): boolean {
    return this.room === null ? this.accepts() : this.room.takesOne();
  }

  /** Writes where a publisher waits, before it publishes. */
  waitForRoom(program: Program): void {
    if (this.room !== null) program.add(this.room);
  }

  /** Writes all that is done with a message. */
  around(program: Program, body: () => void): void {
    if (this.room === null) body();
    else program.within(this.room.held, body);
  }

  /** Writes what comes before a message takes a worker, or waits for one. */
  makeRoom(program: Program): void {
    if (this.drops) program.add(new Hook((message) => this.dropFor(message)));
  }

  /** Writes what follows a failure. @param dropped of a message that was dropped */
  afterwards(program: Program, failed: () => void, dropped: () => void): void {
    if (!this.drops) failed();
    else program.branch(new Fork((message) => this.flow.cause.at[message] === this.dropped), [failed, dropped]);
  }

  /** @param limit messages that may wait, from now on */
  limit(limit: number, workers: number): void {
    this.most = limit;
    this.room?.resize(workers + limit);
  }

  private dropFor(message: RequestId): void {
    const { workers, line, flow } = this;
    if (workers.queue.length.value < this.most) return;
    if (workers.busy.value < workers.capacity && line?.admits(message) !== false) return;
    const oldest = workers.queue.expendable;
    workers.withdraw(oldest);
    flow.readyToFail(oldest, this.dropped);
  }
}
