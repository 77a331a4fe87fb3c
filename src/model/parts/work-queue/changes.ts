/** What can be changed about a work queue: more workers; and the overlay for handing work to a new one. */
import { type Change, type ChangeContext, type Overlay, ofPart } from "../../changes/change.js";
import type { StepData } from "../../language/kinds.js";
import type { QueueOptions } from "./options.js";

const LOAD_OF_WORKERS = 0.7;

/** Twice as many, or as many as the offered load needs; and one more, where that is less. */
export function workQueueChanges(context: ChangeContext, name: string, options: QueueOptions): readonly Change[] {
  const { steps } = context;
  const { workers } = options;
  const own = steps.filter(({ path }) => path.length === 4 && path[1] === name && path[2] === "steps");
  const asked = own.reduce((sum, { perMs, ms }) => sum + perMs * ms, 0);
  const more = Math.max(workers * 2, Math.ceil(asked / LOAD_OF_WORKERS));
  return [workersOf(name, options, more), ...(workers + 1 < more ? [workersOf(name, options, workers + 1)] : [])];
}

function workersOf(name: string, { workers, cores, "in-order": inOrder }: QueueOptions, more: number): Change {
  const moreCores = cores === undefined ? undefined : Math.ceil((cores * more) / workers);
  const isPartitioned = typeof inOrder === "object" && inOrder.partitions < more;
  return {
    name: `${name}: ${more} workers${isPartitioned ? " and partitions" : ""}`,
    treats: "too few workers",
    overlay: ofPart(name, {
      workers: more,
      ...(moreCores === undefined ? {} : { cores: moreCores }),
      ...(isPartitioned ? { "in-order": { partitions: more } } : {}),
    }),
    complexity: 1,
    why: "a number",
    cost: { workers: more - workers, ...(cores === undefined ? {} : { cores: moreCores! - cores }) },
    relieves: [{ part: name, resource: "workers" }],
  };
}

/** The overlay for handing work to a new queue. */
export const handedTo = (queue: string): StepData => ({ publish: queue });

/** @param cores of the workers; 0: they need none */
export const newQueue = (workers: number, cores: number, steps: readonly StepData[]): Overlay => ({
  type: "work-queue",
  workers,
  ...(cores > 0 ? { cores } : {}),
  steps,
});
