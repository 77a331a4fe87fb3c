/**
 * A system that does not come back when the cause is gone: how it stands instead, from what was measured over time in
 * the second half of the time that it was watched.
 */
import type { NotBackFindings, OverTimeFindings } from "../findings/findings.js";
import type { Spike } from "./recovery.js";
import { SATURATED } from "./saturation.js";

type Course = Pick<OverTimeFindings, "startMs" | "binMs" | "goodput" | "resources">;

/**
 * @param course bin by bin, up to the end of what is watched
 * @param replications that did not recover, of how many
 */
export function notBack(
  { startMs, binMs, goodput, resources }: Course,
  { fromMs, toMs }: Spike,
  [replications, of]: readonly [number, number],
): NotBackFindings {
  const bins = goodput.length;
  const before = goodput.slice(0, Math.max(0, Math.floor((fromMs - startMs) / binMs)));
  const first = Math.min(bins - 1, Math.max(0, Math.ceil((toMs - startMs) / binMs)));
  const middle = Math.min(bins - 1, Math.ceil((first + bins) / 2));
  const isFull = (shares: readonly number[]): boolean =>
    shares.slice(middle, bins).every((share) => share >= SATURATED);
  return {
    replications,
    of,
    watchedMs: startMs + bins * binMs - toMs,
    goodputBefore: before.length === 0 ? null : mean(before),
    goodputAfter: mean(goodput.slice(middle)),
    full: resources.flatMap(({ part, resource, utilisation }) =>
      utilisation !== null && isFull(utilisation) ? [{ part, resource }] : [],
    ),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
