/**
 * The messages of a queue: how many are published, and what becomes of them.
 *
 * Measures: `completionMs`, from publishing to done; `failedMessages`, the share of those that are over which ended in an
 * error and are kept nowhere. Every message is over once, unless it is put back: published + redriven = done + failed +
 * expired + parked + inside, at each instant.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { visitWithin } from "../steps/visit.js";
import type { Parking } from "./parking.js";

/** How a message is over. */
export type Ending = "done" | "failed" | "expired";

/** What is done with every message of a queue. */
export interface MessageWatcher {
  /** It has just been published. */
  comes(message: RequestId): void;
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
  /** In the order in which they were published, from 1. */
  readonly numberOf: Int32Column;
  readonly watchers: MessageWatcher[] = [];
  private readonly flow: Flow;
  private readonly parking: Parking | null;
  private readonly completionMs = new Histogram();

  /** @param parking where those are kept that are given up; null: nowhere */
  constructor(flow: Flow, parking: Parking | null) {
    this.flow = flow;
    this.parking = parking;
    this.numberOf = flow.requests.int32();
    this.measures = [
      { kind: "duration", name: "completionMs", histogram: this.completionMs },
      { kind: "ratio", name: "failedMessages", part: () => this.failed, whole: () => this.over },
    ];
  }

  private get over(): number {
    return this.done + this.failed + this.expired + (this.parking?.total ?? 0);
  }

  /** Messages that are not over, by what came and went. */
  get inside(): number {
    return this.published + this.redriven - this.over;
  }

  /** A message of the request, about the same and drawing the same; `visit` apart from its other messages. */
  publish(request: RequestId, visit: number): RequestId {
    const message = this.flow.requests.take();
    this.flow.inherit(message, request);
    this.flow.visit.at[message] = visit;
    this.receive(message);
    return message;
  }

  /** One that another queue has given up is published here by that. */
  receive(message: RequestId): void {
    const { arrivedMs, simulation } = this.flow;
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

  end(message: RequestId, how: Ending): void {
    const { simulation, arrivedMs, requests } = this.flow;
    if (how === "done") this.completionMs.record(simulation.nowMs - arrivedMs.at[message]);
    for (const watcher of this.watchers) watcher.over?.(message, how);
    if (how !== "done" && this.parking?.takes(message) === true) return; // It keeps its row.
    this[how]++;
    requests.giveBack(message);
  }
}
