/**
 * Where the runs cannot tell whether the number in the system grows, and more is offered than some part can do. If that
 * much comes for certain, it grows. Else it may, and an objective that looks met is not called so, for a latency that
 * grows for ever passes every limit some time. (M/M/1 at 103 % of its capacity, five runs of a minute: two of four studies
 * were undecided, and told a p99 of 3 s.)
 */
import type { DriftFindings } from "../../analysis/findings/findings.js";
import type { Model } from "../../model/language/model.js";
import { settled } from "../../model/traffic/load-factor.js";
import { mostOverloaded, mustGrow, type OverloadedResource } from "./overloaded-resource.js";

/** What the runs show, unless it is known better. @param within a part; null: the number of requests */
export function growthOf(model: Model, shown: DriftFindings, within: string | null): DriftFindings {
  if (shown.verdict === "growing" || mustGrow(model, within) === null) return shown;
  // So slowly that no run shows it: what these runs say is not what will stay.
  if (shown.verdict === "stable") return { ...shown, verdict: "undecided" };
  return { verdict: "growing", growthPerSecond: shown.growthPerSecond };
}

/**
 * Why something grows for ever once all that is planned of the traffic is over, requests or messages; null: nothing must.
 *
 * @param visited the parts that count; all if not given
 */
export function growsInTheEnd(model: Model, visited?: ReadonlySet<string>): string | null {
  const after = settled(model);
  const [most] = [null, ...Object.keys(model.parts)]
    .flatMap((part) => mustGrow(after, part) ?? [])
    .filter(({ part }) => visited === undefined || visited.has(part));
  return most === undefined ? null : `${offeredWords(most)} in the end, and what waits there grows for ever`;
}

/** Why a latency may grow for ever; null where no load says so. @param visited the parts that count; all if not given */
export function mayGrow(model: Model, visited?: ReadonlySet<string>): string | null {
  const most = mostOverloaded(model);
  if (most === null || (visited !== undefined && !visited.has(most.part))) return null;
  return `${offeredWords(most)}, and these runs cannot tell whether the number in the system grows`;
}

const offeredWords = ({ part, resource, offered }: OverloadedResource): string =>
  `${part} ${resource}: ${Number((100 * offered).toPrecision(3))}% of its capacity is offered`;
