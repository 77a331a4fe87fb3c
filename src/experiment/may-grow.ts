/**
 * Where the runs cannot tell whether the number in the system grows, and more is offered than some part can do. If
 * everybody stays until answered, it grows. Else it may, and an objective that looks met is not called so, for a latency
 * that grows for ever passes every limit some time. (M/M/1 at 103 % of its capacity, five runs of a minute: two of four
 * studies were undecided, and told a p99 of 3 s.)
 */
import type { DriftFindings, ObjectiveFindings } from "../analysis/findings.js";
import type { EndpointMeasurement } from "../model/measurements.js";
import type { Model } from "../model/model.js";
import { askedTooMuch } from "./asked-too-much.js";
import { isPlain } from "./plain-model.js";

/** What the runs show, unless they are undecided and it is known. @param all endpoints of each run, as one */
export function growthOf(model: Model, shown: DriftFindings, all: readonly EndpointMeasurement[]): DriftFindings {
  if (shown.verdict !== "undecided" || askedTooMuch(model) === null) return shown;
  const allStay = isPlain(model) && all.every(({ failed }) => failed === 0);
  return allStay ? { ...shown, verdict: "growing" } : shown;
}

/** Why a latency may grow for ever; null where it does not, or where it is known to. */
export function mayGrow(model: Model, growth: DriftFindings | null): string | null {
  const most = growth?.verdict === "undecided" ? askedTooMuch(model) : null;
  if (most === null) return null;
  const offered = `${most.part} ${most.resource}: ${Number((100 * most.offered).toPrecision(3))}% of its capacity is offered`;
  return `${offered}, and these runs cannot tell whether the number in the system grows`;
}

export const unlessItMayGrow = (found: ObjectiveFindings, reason: string | null): ObjectiveFindings =>
  reason !== null && found.verdict === "met" && found.metric.startsWith("latency")
    ? { ...found, verdict: "unknown", measured: { ...found.measured, reason } }
    : found;
