/** Work handed to a new queue, as a file would say it. */
import type { Overlay } from "../../changes/change.js";
import type { StepData } from "../../language/step-kind.js";

export const handedTo = (queue: string): StepData => ({ publish: queue });

/** @param cores of its own for its workers; 0: they need none */
export const newQueue = (workers: number, cores: number, steps: readonly StepData[]): Overlay => ({
  type: "work-queue",
  workers,
  ...(cores > 0 ? { cores } : {}),
  steps,
});
