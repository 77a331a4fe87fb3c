/** What is known of a rate before the run. */
import { isRecord, isTrace, type PlannedRate, ratePoints, rowMs, type TrafficRate } from "./rate.js";
import { playedMs } from "./record.js";

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
  if (isRecord(rate)) return playedMs(rate);
  return rate satisfies never;
}

/** How many times as high a rate is as so long before, at most; a wave over its first period. */
export function steepestRise(rate: PlannedRate, withinMs: number): number {
  const points = ratePoints(rate, lastChangeMs(rate) + withinMs);
  let last = 0; // The last point so long before.
  let steepest = 1;
  for (const { atMs, perMs } of points) {
    const thenMs = atMs - withinMs;
    while (last + 1 < points.length && points[last + 1].atMs <= thenMs) last++;
    const [a, b] = [points[last], points[last + 1] ?? points[last]];
    const share = b.atMs > a.atMs ? Math.max(0, (thenMs - a.atMs) / (b.atMs - a.atMs)) : 0;
    const before = a.perMs + (b.perMs - a.perMs) * share;
    if (perMs > 0 && atMs > 0) steepest = Math.max(steepest, perMs / before);
  }
  return steepest;
}
