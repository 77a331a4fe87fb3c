/** Whether a precision is asked for, and whether the study allows one. */
import type { RunOptions } from "../../model/language/model.js";
import { isSteady, type SteadyAsk, type StudyVariant } from "../plan/study.js";

/**
 * Twenty replications, since Student's quantile is then near the normal one and the spread, which decides how long to
 * run, is known to 16 %; they are merged into ten sections for percentiles. No warm-up or duration but what is found.
 */
export const STEADY_DEFAULTS = { replications: 20, "warm-up": 0, duration: 1 };

const FEWEST_REPLICATIONS = 8;

interface Problem {
  readonly path: keyof RunOptions;
  readonly message: string;
}

export function steadyAsk(
  { precision, budget, replications }: RunOptions,
  variants: readonly StudyVariant[],
): { readonly steady: SteadyAsk | null; readonly problems: readonly Problem[] } {
  if (precision === undefined) {
    const alone: Problem = { path: "budget", message: "a budget is for a precision: give that too, such as 5%" };
    return { steady: null, problems: budget === undefined ? [] : [alone] };
  }
  const problems: Problem[] = [];
  const changing = variants.filter(({ model }) => !isSteady(model));
  if (changing.length > 0)
    problems.push({
      path: "precision",
      message: `the traffic of ${changing[0].name} changes over time, and a longer run is then another run: for narrower intervals, add replications`,
    });
  if (replications < FEWEST_REPLICATIONS)
    problems.push({
      path: "replications",
      message: `a precision takes ${FEWEST_REPLICATIONS} replications or more, found ${replications}`,
    });
  return { steady: { precision, budget }, problems };
}
