/**
 * Standstill: requests that wait for each other for ever, over all runs of a variant, and its effect on the objectives.
 */
import type { ObjectiveFindings } from "../../analysis/findings/findings.js";
import type { StandstillFindings } from "../../analysis/findings/standstill-findings.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import { type Hop, hopsOf } from "../../model/risks/hops.js";
import type { Measurements } from "../../model/wiring/measurements.js";

/** Null if no run stands still. */
export function standstillOf(model: Model, runs: readonly Measurements[]): StandstillFindings | null {
  const standing = runs.flatMap(({ standstill }) => (standstill === null ? [] : [standstill]));
  const [first] = standing.toSorted((a, b) => a.sinceMs - b.sinceMs);
  if (first === undefined) return null;
  const { sinceMs, links, behind } = first;
  const parts = new Set(
    standing.flatMap((each) => each.links.flatMap(({ holds, waitsFor }) => [holds.part, waitsFor.part])),
  );
  const stuck = new Set(standing.flatMap(({ endpoints }) => endpoints));
  const hops = hopsOf(model);
  const names = runs[0]!.endpoints.map(({ name }) => name);
  const isThere = (hop: Hop): boolean => parts.has(hop.part);
  const endpoints = names.filter((name) => stuck.has(name) || hopsFrom(hops, name).some(isThere));
  const isCertain = (name: string): boolean =>
    isClosed(model, name) || hopsFrom(hops, name).some((hop) => isThere(hop) && isMadeByAll(hop));
  return {
    replications: standing.length,
    of: runs.length,
    firstMs: sinceMs,
    links,
    behind,
    endpoints,
    always: endpoints.filter(isCertain),
  };
}

/** Why there is no latency; null if the endpoint is not affected. @param endpoint null: all together */
export function standingReason(found: StandstillFindings | null, endpoint: string | null): string | null {
  if (found === null || (endpoint !== null && !found.endpoints.includes(endpoint))) return null;
  const behind = found.links.length === 0 ? found.behind : 0; // Of locks, all that there is to say.
  return `it stands still for ever: ${stuckWords({ ...found, behind })}`;
}

/**
 * Requests answered before tell nothing of later ones that wait for ever. If all requests of an endpoint get stuck,
 * every percentile of its latency passes any limit in time, so the objective is missed, although there is no number for
 * it. If only some get stuck, the mean is missed all the same, and a percentile is unknown. So is an error share: stuck
 * requests are neither answered nor failed.
 */
export function unlessItStands(
  found: ObjectiveFindings,
  { metric, endpoint, statistic, comparison }: Objective,
  standstill: StandstillFindings | null,
  endpoints: readonly string[],
): ObjectiveFindings {
  const reason = standingReason(standstill, endpoint);
  if (standstill === null || reason === null) return found;
  const isAll = (endpoint === null ? endpoints : [endpoint]).every((name) => standstill.always.includes(name));
  const isMissed =
    metric === "latency"
      ? comparison.startsWith("<") && (isAll || statistic === "mean")
      : OF_ANSWERS.includes(metric) && comparison.startsWith(">") && isAll;
  const verdict = isMissed || found.verdict === "missed" ? "missed" : "unknown";
  return { ...found, verdict, measured: { ...found.measured, reason } };
}

/** Of a figure that no entry of users has: what was seen before the system stood still does not say what stays. */
export function unknownIfItStands(found: ObjectiveFindings, standstill: StandstillFindings | null): ObjectiveFindings {
  const reason = standingReason(standstill, null);
  if (reason === null || found.verdict === "missed") return found;
  return { ...found, verdict: "unknown", measured: { ...found.measured, reason } };
}

const OF_ANSWERS = ["goodput", "throughput", "within"];

const entryOf = (hop: Hop): Hop => hop.within[0] ?? hop;
const hopsFrom = (hops: readonly Hop[], endpoint: string): Hop[] =>
  hops.filter((hop) => entryOf(hop).isEntry && entryOf(hop).target === endpoint);
const isMadeByAll = (hop: Hop): boolean => hop.times >= entryOf(hop).times;

/** However rarely a user comes there, in time all users have. */
const isClosed = ({ traffic }: Model, endpoint: string): boolean =>
  Object.values(traffic)
    .filter(({ mix }) => endpoint in mix)
    .every(({ users }) => users !== undefined);
