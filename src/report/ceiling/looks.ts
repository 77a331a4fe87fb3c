/** Results of each probe of a ceiling search. */
import type { CeilingFindings, ProbeFindings } from "../../analysis/findings/ceiling-findings.js";
import type { ObjectiveFindings } from "../../analysis/findings/findings.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";

/** By load; where a load was probed again with more runs, the last probe. */
export function lastLooks({ probes }: CeilingFindings): ProbeFindings[] {
  return [...new Map(probes.map((probe) => [probe.at, probe])).values()].sort((a, b) => a.at - b.at);
}

/** Those between which it turns: of loads the last met to the first missed, of values the last missed to the first met. */
export function decidingLooks(found: CeilingFindings): ProbeFindings[] {
  const { of, expected, meetsUpTo } = found;
  const looks = lastLooks(found);
  const first = looks.findIndex(({ verdict }) => verdict === (of === "knob" ? "met" : "missed"));
  const until = first < 0 ? looks.length - 1 : first;
  const before = of === "knob" ? "missed" : "met";
  const from = Math.max(
    0,
    looks.slice(0, until).findLastIndex(({ verdict }) => verdict === before),
  );
  const turning = looks.slice(from, until + 1);
  const few = turning.length > MOST ? [...turning.slice(0, MOST - 1), turning.at(-1)!] : turning;
  const own = looks.filter(({ at, verdict }) => at === expected && verdict !== "met");
  const last = looks.findIndex(({ at }) => at === meetsUpTo);
  const worse = last < 0 ? [] : looks.slice(last, last + 2);
  return [...new Set([...few, ...own, ...worse])].sort((a, b) => a.at - b.at);
}

const MOST = 4;

export function deciding({ objectives, growing, standing, what, verdict }: ProbeFindings): string {
  if (standing) return STANDS;
  if (growing) return growthWords(what);
  if (isGrowthOpen({ objectives, verdict })) return "too short a window to tell whether it grows";
  const worst = (["missed", "unknown", "met"] as const).map((each) =>
    objectives.filter((objective) => objective.verdict === each),
  );
  const first = worst.flat()[0];
  return first === undefined
    ? ""
    : `${first.metric} ${statistic(first)} ${inline(showMeasured(first.measured, first.unit))}`;
}

/** "the number waiting at mails grows all along" */
export const growthWords = (what = "in the system"): string => `the number ${what} grows all along`;

/** Every interval is clear of its limit, yet the number in the system may grow. */
export const isGrowthOpen = ({ objectives, verdict }: Pick<ProbeFindings, "objectives" | "verdict">): boolean =>
  verdict === "unknown" && objectives.every((each) => each.verdict === "met" || isHeldBack(each));

const isHeldBack = ({ verdict, measured: { low, high, reason } }: ObjectiveFindings): boolean =>
  verdict === "unknown" && low !== null && high !== null && reason !== undefined;

const statistic = ({ expression }: ObjectiveFindings): string => expression.replace(/\s*[<>].*/, "");

const STANDS = "requests wait for each other for ever";
