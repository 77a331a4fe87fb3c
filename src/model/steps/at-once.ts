import type { StepData } from "../language/step-kind.js";

/** A `parallel` step with a branch for each of these. */
export const atOnce = (steps: readonly StepData[]): StepData => ({
  parallel: steps.map((each) => ({ steps: [each] })),
});
