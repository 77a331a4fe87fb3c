/** What came of a precision that was asked for. */
import type { SteadyFindings } from "../../analysis/findings/findings.js";
import type { Attempt } from "../precision/steady-runs.js";

export function steadyFindings(precision: number, attempt: Attempt): SteadyFindings {
  const { look, warmUpMs, lengthMs, requests, firstLook, looks } = attempt;
  const why = whatFallsShort(precision, attempt);
  return {
    precision,
    met: why === "",
    why,
    reached: look.isGrowing || look.standstill !== null ? [] : look.reached,
    warmUpMs,
    lengthMs,
    requests,
    firstLook,
    looks,
  };
}

function whatFallsShort(precision: number, { look, isTooShort }: Attempt): string {
  if (look.standstill !== null) return `it stands still for ever: ${look.standstill}`;
  if (look.isGrowing) return "there is no steady state: the number in the system grows";
  if (look.requestsPerMs === 0) return "no request arrived";
  const isWide = Math.max(...look.widths) > precision;
  if (isTooShort) return `the budget is spent before the end of the warm-up was found and removed`;
  if (look.whyTooShort !== null) return `the budget is spent: ${look.whyTooShort}`;
  return isWide ? "the budget is spent" : "";
}
