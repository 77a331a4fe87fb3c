/** What a recording in the traffic says of the run: how long it is, and what time it was. */
import type { Model } from "../../model/language/model.js";
import { isTrace, rowMs, type TraceRate } from "../../model/traffic/rate.js";

const recordings = ({ traffic }: Model): TraceRate[] =>
  Object.values(traffic).flatMap(({ rate }) => (isTrace(rate) ? [rate] : []));

/** Of the longest, in ms; null without one. */
export function recordedLengthMs(model: Model): number | null {
  const lengths = recordings(model).map((trace) => (trace.counts?.length ?? 0) * rowMs(trace));
  return lengths.length === 0 ? null : Math.max(...lengths);
}

/** Time of day at the start of the first that tells it. */
export const clockOf = (model: Model): string | null =>
  recordings(model).find(({ clock }) => clock !== undefined)?.clock ?? null;
