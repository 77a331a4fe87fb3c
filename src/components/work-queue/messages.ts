/**
 * The messages of a queue: how many are published, and what becomes of them.
 *
 * Measures: `completionMs`, from publishing to done; `failedMessages`, the share of those that are over which ended in an
 * error. Every message is over once: published = done + failed + inside, at each instant.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";

/** How a message is over. */
export type Ending = "done" | "failed";

/** What is done with every message of a queue. */
export interface MessageWatcher {
  /** It has just been published. */
  comes(message: RequestId): void;
  over(message: RequestId, how: Ending): void;
}

export class Messages {
  readonly measures: readonly Measure[];
  published = 0;
  arriving = 0; // Published at this instant, not yet in the queue.
  done = 0;
  failed = 0;
  /** In the order in which they were published, from 1. */
  readonly numberOf: Int32Column;
  readonly watchers: MessageWatcher[] = [];
  private readonly flow: Flow;
  private readonly completionMs = new Histogram();

  constructor(flow: Flow) {
    this.flow = flow;
    this.numberOf = flow.requests.int32();
    this.measures = [
      { kind: "duration", name: "completionMs", histogram: this.completionMs },
      { kind: "ratio", name: "failedMessages", part: () => this.failed, whole: () => this.done + this.failed },
    ];
  }

  /** Messages that are not over, by what came and went. */
  get inside(): number {
    return this.published - this.done - this.failed;
  }

  /** A message of the request, about the same and drawing the same; `visit` apart from its other messages. */
  publish(request: RequestId, visit: number): RequestId {
    const { requests, arrivedMs, simulation } = this.flow;
    const message = requests.take();
    this.flow.inherit(message, request);
    this.flow.visit.at[message] = visit;
    arrivedMs.at[message] = simulation.nowMs;
    this.numberOf.at[message] = ++this.published;
    this.arriving++;
    for (const watcher of this.watchers) watcher.comes(message);
    return message;
  }

  end(message: RequestId, how: Ending): void {
    const { simulation, arrivedMs, requests } = this.flow;
    this[how]++;
    if (how === "done") this.completionMs.record(simulation.nowMs - arrivedMs.at[message]);
    for (const watcher of this.watchers) watcher.over(message, how);
    requests.giveBack(message);
  }
}
