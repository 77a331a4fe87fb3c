/** What is known of a rate before the run. */
import { isTrace, type PlannedRate, ratePoints, rowMs, type TrafficRate } from "./rate.js";

/** ∫ rate dt from 0 to `untilMs`: the mean number of arrivals. A wave counts as its mean. */
export function plannedRequests(rate: PlannedRate, untilMs: number): number {
  if (typeof rate === "object" && "wave" in rate) return (rate.wave.mean * untilMs) / 1000;
  const given = ratePoints(rate, untilMs);
  const points = [{ ...given[0], atMs: 0 }, ...given, { ...given[given.length - 1], atMs: Number.POSITIVE_INFINITY }];
  let sum = 0;
  for (let i = 0; i + 1 < points.length && points[i].atMs < untilMs; i++) {
    const { atMs, perMs } = points[i];
    const next = points[i + 1];
    const lengthMs = Math.min(untilMs, next.atMs) - atMs;
    if (lengthMs > 0) sum += lengthMs * (perMs + ((next.perMs - perMs) * lengthMs) / (next.atMs - atMs) / 2);
  }
  return sum;
}

/** When the rate changes for the last time [ms from the start]; of a wave, the end of its first period. */
export function lastChangeMs(rate: TrafficRate): number {
  if (typeof rate === "number" || "states" in rate) return 0;
  if ("profile" in rate) return Math.max(...rate.profile.map(({ at }) => at));
  if ("spikes" in rate) return Math.max(0, ...rate.spikes.map(({ at, rise, lasts, fall }) => at + rise + lasts + fall));
  if ("wave" in rate) return rate.wave.period;
  if (isTrace(rate)) return (rate.counts?.length ?? 0) * rowMs(rate);
  return rate satisfies never;
}
