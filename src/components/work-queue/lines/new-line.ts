/** The queue of workers that do not simply take the next message. */
import type { Flow } from "../../../engine/flow.js";
import type { WaitingColumns } from "../../../engine/waiting-queue.js";
import type { Placement } from "../../database/placement.js";
import type { Messages } from "../messages.js";
import type { Subjects } from "../subjects.js";
import { Lanes } from "./lanes.js";
import type { Line, PlaceOf } from "./line.js";
import { Partitions } from "./partitions.js";
import { Prefetched } from "./prefetched.js";

/** `one-at-a-time`: of the messages about a key, one is worked on at once; or each partition has one worker. */
export type InOrder = "one-at-a-time" | { readonly placement: Placement; readonly rebalanceMs: number };

export interface LineOptions {
  readonly workers: number;
  readonly workersMax: number; // That there ever are.
  readonly inOrder: InOrder | null;
  readonly prefetch: number; // Messages that a worker takes beforehand.
}

/** @param mayGoOn called when workers may take messages that have waited @returns null: a free worker takes the next */
export function newLine(
  flow: Flow,
  columns: WaitingColumns,
  { inOrder, prefetch, workers, workersMax }: LineOptions,
  messages: Messages,
  subjects: Subjects | null,
  placeOf: PlaceOf,
  mayGoOn: () => void,
): Line | null {
  const { simulation, requests } = flow;
  if (prefetch > 0) return new Prefetched(simulation, columns, requests, placeOf, { prefetch, workers, workersMax });
  if (inOrder === null || subjects === null) return null;
  if (inOrder === "one-at-a-time") {
    const about = { laneOf: subjects.key, placeOf };
    return new Lanes(simulation, columns, requests, about, { count: 1, size: Number.POSITIVE_INFINITY });
  }
  const { placement, rebalanceMs } = inOrder;
  const laneOf = messages.column();
  messages.watchers.push({
    comes: (message) => {
      laneOf.at[message] = placement.of(subjects.key.at[message]);
    },
  });
  const options = { partitions: placement.shards, workers, workersMax, rebalanceMs };
  return new Partitions(simulation, columns, requests, { laneOf, placeOf }, options, mayGoOn);
}
