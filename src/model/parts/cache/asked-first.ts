/** The overlay for a new cache in front of a step. */
import type { Overlay } from "../../changes/change.js";
import type { StepData } from "../../language/step-kind.js";
import type { Path } from "../../source/diagnostics.js";

export const newCache = (hit: string): Overlay => ({ type: "cache", hit, time: "1ms" });

/** The step is done only on a miss. */
export const askedFirst = (cache: string, step: StepData): StepData => ({ get: cache, miss: [step] });

/** Whether a step there is done only on a miss. */
export const isOnMiss = (path: Path): boolean => path.includes("miss");
