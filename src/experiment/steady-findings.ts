/** What an asked precision came to. */
import type { SteadyFindings } from "../analysis/findings.js";
import type { Attempt } from "./steady-runs.js";

export function steadyFindings(precision: number, attempt: Attempt): SteadyFindings {
  const { look, warmUpMs, lengthMs, requests, isTooShort } = attempt;
  const why = look.isGrowing
    ? "there is no steady state: the number in the system grows"
    : Math.max(...look.widths) > precision
      ? "the budget is spent"
      : isTooShort
        ? "the end of the warm-up was not found within the budget"
        : "";
  return {
    precision,
    met: why === "",
    why,
    reached: look.isGrowing ? [] : look.reached,
    warmUpMs,
    lengthMs,
    requests,
  };
}
