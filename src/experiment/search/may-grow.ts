/**
 * Where the runs cannot tell whether a queue grows although the offered load of some part exceeds its capacity. If the
 * excess is certain to stay, the queue grows. If not, it may grow, and an objective that looks met becomes unknown,
 * since a latency that grows for ever passes any limit in time. (M/M/1 at 103 % of its capacity, five runs of a minute:
 * two of four studies were undecided, with a p99 of 3 s.)
 */
import type { DriftFindings } from "../../analysis/findings/findings.js";
import type { Model } from "../../model/language/model.js";
import { settled } from "../../model/traffic/load-factor.js";
import { mostOverloaded, mustGrow, type OverloadedResource } from "./overloaded-resource.js";

/**
 * The growth that the runs show, or that the offered load makes certain. @param within a part; null: the number of
 * requests
 */
export function growthOf(model: Model, shown: DriftFindings, within: string | null): DriftFindings {
  if (shown.verdict === "growing" || mustGrow(model, within) === null) return shown;
  // Too slowly for any run to show: these runs do not show a steady state.
  if (shown.verdict === "stable") return { ...shown, verdict: "undecided" };
  return { verdict: "growing", growthPerSecond: shown.growthPerSecond };
}

/**
 * Why requests or messages pile up for ever once all planned changes of the traffic are over; null: nothing must.
 * @param visited the parts that count; all if not given
 */
export function growsInTheEnd(model: Model, visited?: ReadonlySet<string>): string | null {
  const after = settled(model);
  const [most] = [null, ...Object.keys(model.parts)]
    .flatMap((part) => mustGrow(after, part) ?? [])
    .filter(({ part }) => visited === undefined || visited.has(part));
  return most === undefined ? null : `${offeredWords(most)} in the end, and what waits there grows for ever`;
}

/**
 * Why a latency may grow for ever; null if no offered load exceeds its capacity. @param visited the parts that count;
 * all if not given
 */
export function mayGrow(model: Model, visited?: ReadonlySet<string>): string | null {
  const most = mostOverloaded(model);
  if (most === null || (visited !== undefined && !visited.has(most.part))) return null;
  return `${offeredWords(most)}, and these runs cannot tell whether the number in the system grows`;
}

const offeredWords = ({ part, resource, offered }: OverloadedResource): string =>
  `${part} ${resource}: ${Number((100 * offered).toPrecision(3))}% of its capacity is offered`;
