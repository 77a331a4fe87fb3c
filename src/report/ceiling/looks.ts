/** Results of each probe of a ceiling search, and what saturates at the lowest load proven to miss. */
import type { BeyondFindings, CeilingFindings, ProbeFindings } from "../../analysis/findings/ceiling-findings.js";
import type { ObjectiveFindings } from "../../analysis/findings/findings.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import { loadWords } from "../../charts/ceiling/caption.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";
import { wholeShare } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";

/** By load; where a load was probed again with more runs, the last probe. */
export function lastLooks({ probes }: CeilingFindings): ProbeFindings[] {
  return [...new Map(probes.map((probe) => [probe.at, probe])).values()].sort((a, b) => a.at - b.at);
}

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

const hottestWords = ({ hottest }: NonNullable<BeyondFindings["busiest"]>): string =>
  hottest === undefined ? "" : `, and of its instances the busiest at ${wholeShare(hottest)}`;

export function beyondWords(found: CeilingFindings, beyond: BeyondFindings): string {
  const { at, growing, what: grows, standstill, missed, first, busiest } = beyond;
  if (standstill !== null) return `At ${loadWords(found, at)} ${STANDS}: ${stuckWords(standstill)}.`;
  const broken = missed.map(
    (each) => `${each.metric}: ${each.expression} (${inline(showMeasured(each.measured, each.unit))})`,
  );
  const what = growing ? growthWords(grows) : `${list(broken)} ${broken.length === 1 ? "is" : "are"} missed`;
  const gives =
    first !== null
      ? ` First to give: ${first.part} ${first.resource}, ${wholeShare(first.peakUtilisation)} busy.`
      : busiest !== null && busiest.utilisation.value !== null
        ? ` No part fills up; the busiest is ${busiest.part} ${busiest.resource} at ${wholeShare(busiest.utilisation.value)}${hottestWords(busiest)}.`
        : "";
  return `At ${loadWords(found, at)} ${what}.${gives}`;
}
