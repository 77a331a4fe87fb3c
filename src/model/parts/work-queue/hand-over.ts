/** The overlay for handing work to a new queue. */
import type { Overlay } from "../../changes/change.js";
import type { StepData } from "../../language/step-kind.js";

export const handedTo = (queue: string): StepData => ({ publish: queue });

/** @param cores of the workers; 0: they need none */
export const newQueue = (workers: number, cores: number, steps: readonly StepData[]): Overlay => ({
  type: "work-queue",
  workers,
  ...(cores > 0 ? { cores } : {}),
  steps,
});
