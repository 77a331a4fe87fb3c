/** The rate at one moment of a planned rate. */
import type { RatePoint } from "../../components/traffic/rate-profile.js";

/** Just before or just after a moment, which differ at a jump [1/ms]. */
export function rateAt(points: readonly RatePoint[], t: number, side: "before" | "after"): number {
  const isPast = (point: RatePoint): boolean => (side === "before" ? point.atMs >= t : point.atMs > t);
  let [from, to] = [0, points.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isPast(points[middle])) to = middle;
    else from = middle + 1;
  }
  const [left, right] = [points[from - 1] ?? points[0], points[from] ?? points[points.length - 1]];
  if (right.atMs <= left.atMs) return (side === "before" ? left : right).perMs;
  const share = Math.min(1, Math.max(0, (t - left.atMs) / (right.atMs - left.atMs)));
  return left.perMs + share * (right.perMs - left.perMs);
}
