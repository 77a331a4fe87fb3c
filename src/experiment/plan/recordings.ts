/** The length of a recording in the traffic, and its time of day. */
import type { Model } from "../../model/language/model.js";
import { isTrace, rowMs, type TraceRate } from "../../model/traffic/rate.js";

const recordings = ({ traffic }: Model): TraceRate[] =>
  Object.values(traffic).flatMap(({ rate }) => (isTrace(rate) ? [rate] : []));

/** Length of the longest recording [ms]; null without one. */
export function recordedLengthMs(model: Model): number | null {
  const lengths = recordings(model).map((trace) => (trace.counts?.length ?? 0) * rowMs(trace));
  return lengths.length === 0 ? null : Math.max(...lengths);
}

/** Time of day at the start of the first recording that has one. */
export const clockOf = (model: Model): string | null =>
  recordings(model).find(({ clock }) => clock !== undefined)?.clock ?? null;
