/**
 * The messages of a queue: how many are published, and what becomes of them.
 *
 * Measures: `completionMs`, from publishing to done; `failedMessages`, the share of those that are over which ended in an
 * error or were dropped, and are kept nowhere. Every message is over once, unless it is put back: published + redriven = done + failed +
 * expired + dropped + parked + inside, at each instant.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Float64Column, Int32Column, RequestId } from "../../engine/request-table.js";
import { visitWithin } from "../steps/visit.js";
import type { Parking } from "./parking.js";

/** How a message is over. */
export type Ending = "done" | "failed" | "expired" | "dropped";

/** What is done with every message of a queue. */
export interface MessageWatcher {
  /** It has just been published. */
  comes(message: RequestId): void;
  /** Its work is done, for the first time. */
  finished?(message: RequestId): void;
  over?(message: RequestId, how: Ending): void;
  /** It was parked, and has just been put back. */
  comesBack?(message: RequestId): void;
}

const REDRIVEN = 0x5bd1e995; // Its work draws anew.

export class Messages {
  readonly measures: readonly Measure[];
  published = 0;
  redriven = 0;
  arriving = 0; // Published at this instant, not yet in the queue.
  done = 0;
  failed = 0;
  expired = 0;
  dropped = 0; // For want of room.
  /** In the order in which they were published, from 1. */
  readonly numberOf: Int32Column;
  readonly watchers: MessageWatcher[] = [];
  /** Which of the messages of its request a message is, from 1. */
  readonly place: Int32Column;
  private readonly flow: Flow;
  private readonly parking: Parking | null;
  private readonly completionMs = new Histogram();
  private readonly ofEach: (Int32Column | Float64Column)[] = [];

  /** @param parking where those are kept that are given up; null: nowhere */
  constructor(flow: Flow, parking: Parking | null) {
    this.flow = flow;
    this.parking = parking;
    this.numberOf = this.column();
    this.place = this.column();
    this.measures = [
      { kind: "duration", name: "completionMs", histogram: this.completionMs },
      { kind: "ratio", name: "failedMessages", part: () => this.failed + this.dropped, whole: () => this.over },
    ];
  }

  private get over(): number {
    return this.done + this.failed + this.expired + this.dropped + (this.parking?.total ?? 0);
  }

  /** Messages that are not over, by what came and went. */
  get inside(): number {
    return this.published + this.redriven - this.over;
  }

  /** A column of what is true of a message, at every delivery. */
  column(): Int32Column {
    return this.kept(this.flow.requests.int32());
  }

  /** The same of numbers that are not whole. */
  wideColumn(): Float64Column {
    return this.kept(this.flow.requests.float64());
  }

  private kept<Column extends Int32Column | Float64Column>(column: Column): Column {
    this.ofEach.push(column);
    return column;
  }

  /** A row more for the same message. */
  copy(message: RequestId): RequestId {
    const { requests, arrivedMs } = this.flow;
    const copy = requests.take();
    this.flow.inherit(copy, message);
    arrivedMs.at[copy] = arrivedMs.at[message];
    for (const { at } of this.ofEach) at[copy] = at[message];
    return copy;
  }

  /** A message of the request, about the same. @param times how many it has published here, from 1: each draws its own */
  publish(request: RequestId, times: number): RequestId {
    const message = this.flow.requests.take();
    this.flow.inherit(message, request);
    if (times > 1) this.flow.visit.at[message] = visitWithin(this.flow.visit.at[request], times, 0);
    this.receive(message, times);
    return message;
  }

  /** One that another queue has given up is published here by that. */
  receive(message: RequestId, times = 1): void {
    const { arrivedMs, simulation } = this.flow;
    this.place.at[message] = times;
    arrivedMs.at[message] = simulation.nowMs;
    this.numberOf.at[message] = ++this.published;
    this.arriving++;
    for (const watcher of this.watchers) watcher.comes(message);
  }

  /** One that this queue has given up is put back; its time counts from its publishing. */
  takeBack(message: RequestId): void {
    const { visit } = this.flow;
    visit.at[message] = visitWithin(visit.at[message], 1, REDRIVEN);
    this.redriven++;
    this.arriving++;
    for (const watcher of this.watchers) watcher.comesBack?.(message);
  }

  /** Its work is done, for the first time. */
  finished(message: RequestId): void {
    const { simulation, arrivedMs } = this.flow;
    this.completionMs.record(simulation.nowMs - arrivedMs.at[message]);
    for (const watcher of this.watchers) watcher.finished?.(message);
  }

  /** None of its deliveries comes again, though a worker may still be at it. */
  isDone(message: RequestId): void {
    for (const watcher of this.watchers) watcher.over?.(message, "done");
    this.done++;
  }

  /** It is over, and no worker has it any more. */
  end(message: RequestId, how: Ending): void {
    for (const watcher of this.watchers) watcher.over?.(message, how);
    if (how !== "done" && how !== "dropped" && this.parking?.takes(message) === true) return; // It keeps its row.
    this[how]++;
    this.flow.requests.giveBack(message);
  }
}
