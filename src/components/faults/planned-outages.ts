/** Outages at given times, for `Breakdowns`, which draws how long an instance is up and down each time. */
import type { Sampler } from "../../engine/random/sampler.js";

export interface PlannedOutage {
  readonly atMs: number;
  readonly forMs: number; // Infinity: for good.
  readonly instances: number; // The first so many.
}

/** @param outages that do not overlap */
export function plannedOutages(outages: readonly PlannedOutage[]): {
  readonly upMs: Sampler;
  readonly downMs: Sampler;
} {
  const inOrder = outages.toSorted((a, b) => a.atMs - b.atMs);
  const of = (instance: number) => inOrder.filter(({ instances }) => instance < instances);
  const endOf = ({ atMs, forMs }: PlannedOutage): number => atMs + forMs;
  return {
    upMs: {
      next(instance, earlier) {
        const own = of(instance);
        const [before, next] = [own[earlier - 1], own[earlier]];
        return next === undefined ? Number.POSITIVE_INFINITY : next.atMs - (before === undefined ? 0 : endOf(before));
      },
    },
    downMs: { next: (instance, earlier) => of(instance)[earlier].forMs },
  };
}
