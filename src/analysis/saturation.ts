/** What gave first: the resources that filled up, in the order in which they did. */
import type { OverTimeFindings, SaturationFindings } from "./findings.js";

/** A resource this busy (mean over replications, over one bin) has no room left to speak of. */
export const SATURATED = 0.95;

/**
 * Every resource with a bin at least 95 % busy, by its first such bin. In one bin, the busier of two goes first, and
 * of two as busy, the one that comes first in `resources`.
 */
export function saturation({
  startMs,
  binMs,
  resources,
}: Pick<OverTimeFindings, "startMs" | "binMs" | "resources">): SaturationFindings[] {
  return resources
    .flatMap(({ part, resource, utilisation }) => {
      const bin = utilisation?.findIndex((share) => share >= SATURATED) ?? -1;
      if (utilisation === null || bin < 0) return [];
      const peakUtilisation = utilisation.reduce((peak, share) => Math.max(peak, share), 0);
      return {
        utilisation: utilisation[bin]!,
        found: { part, resource, atMs: startMs + bin * binMs, peakUtilisation },
      };
    })
    .sort((a, b) => a.found.atMs - b.found.atMs || b.utilisation - a.utilisation) // Stable: order as given.
    .map(({ found }) => found);
}
