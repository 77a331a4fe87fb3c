import { type PlannedRate, ratePoints } from "./rate.js";

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
