import type { StepData } from "../language/step-kind.js";

/** A step that does these at once, each in a branch of its own. */
export const atOnce = (steps: readonly StepData[]): StepData => ({
  parallel: steps.map((each) => ({ steps: [each] })),
});
