/** The load at which utilisation objectives meet their limits, known from the demand without a run. */
import type { Objective } from "../../analysis/verdicts/objectives.js";
import type { OfferedLoad } from "../../model/check/sense.js";

/**
 * By the utilisation law, U = λ S ÷ c: where the busy share at the rate `own` is U, the limit is met up to
 * own × limit ÷ U. True where no request is refused or given up, and a guess elsewhere.
 *
 * @param loads at the rate `own` @returns in the unit of `own`; null without such an objective, or where another resource
 * is full before
 */
export function demandedCeiling(
  objectives: readonly Objective[],
  loads: readonly OfferedLoad[],
  own: number,
): number | null {
  const each = objectives.flatMap(({ figure, statistic, comparison, limit }) => {
    const { scope, family } = figure;
    const isMean = family === "utilisation" && statistic === "mean";
    const isHottest = family === "hottest";
    if (!(isMean || isHottest) || !comparison.startsWith("<") || scope.kind !== "resource") return [];
    return loads
      .filter(({ part, resource }) => part === scope.part && (scope.resource ?? resource) === resource)
      .map(({ busy, capacity, uneven }) => {
        const all = uneven?.capacity ?? capacity; // Over which the mean is taken, also where the hottest has no more.
        return (own * limit * (isHottest ? capacity : all)) / busy;
      });
  });
  const known = each.filter((load) => load > 0 && Number.isFinite(load));
  const found = Math.min(...known);
  return known.length > 0 && loads.every(({ busy, capacity }) => (busy / capacity) * found < own) ? found : null;
}
