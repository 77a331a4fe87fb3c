/** Sentences around a comparison: where pairing narrowed the intervals and where it did not. */
import type {
  ComparisonFindings,
  DifferenceFindings,
  Estimate,
  Findings,
  SelectionFindings,
} from "../../analysis/findings/findings.js";
import { isNegative, pairsOf } from "../../analysis/statistics/paired.js";
import { count, decimal, roundShare } from "../../charts/kit/format.js";
import { drawable } from "../../charts/kit/numbers.js";
import { bareName, list, named, noun } from "../../charts/kit/words.js";
import { foldAlike } from "../../text/alike.js";
import { clean } from "../../text/safe-text.js";

export function differenceOf({ differences }: ComparisonFindings, metric: string): DifferenceFindings | null {
  return differences.find((each) => each.metric === metric) ?? null;
}

/** The headline figures of the comparison: those that the experiment shows and that can differ, else the usual ones. */
export function headlines({ show = [], comparisons }: Findings, usual: readonly string[]): readonly string[] {
  const shown = show.filter(({ figure }) => comparisons.some((each) => differenceOf(each, figure) !== null));
  return shown.length === 0 ? usual : shown.slice(0, usual.length).map(({ figure }) => figure);
}

/** "2 pool of 24", as in the table of variants. */
export function numberOf({ variants }: Findings, name: string): number {
  return variants.findIndex((variant) => variant.name === name) + 1;
}

export function shownName(findings: Findings, name: string): string {
  const number = numberOf(findings, name);
  return number === 0 ? name : bareName(findings, number - 1);
}

/** "Against one machine", in a grid "Against now, all else equal". Empty without a comparison. */
export function comparisonTitle(findings: Findings): string {
  const [first] = findings.comparisons;
  return first === undefined ? "" : `Against ${baselineName(findings, first)}`;
}

export const baselineName = (findings: Findings, { baseline, within }: ComparisonFindings): string =>
  within === undefined ? shownName(findings, baseline) : `${clean(within.baseline)}, all else equal`;

/** The comparisons at the same values of a grid's other axes, one group with the next; without such axes all in one. */
export function groupsOf({ comparisons }: Findings): readonly (readonly ComparisonFindings[])[] {
  const places = [...new Set(comparisons.map(({ within }) => within?.at))];
  return places.map((at) => comparisons.filter(({ within }) => within?.at === at));
}

/** How the differences were measured, and which sizes would not matter. */
export function comparisonWords({ comparisons: [first] }: Findings): string {
  const tie = drawable(first?.tie);
  const within = tie === null ? "" : ` A tie: the whole interval within ${roundShare(tie)} either way.`;
  return `Differences on the same requests, replication by replication.${within}`;
}

/** How pairing changes the interval of the difference in means, over all comparisons. Empty without any. */
export function pairingWords(findings: Findings): string {
  const gains = findings.comparisons.flatMap((comparison) => {
    const found = differenceOf(comparison, "mean");
    const gain = found === null ? null : drawable(widthOf(found.unpaired) / widthOf(found.difference));
    return gain === null || gain <= 0 ? [] : [gain];
  });
  if (gains.length === 0) return "";
  const how = rangeWords(Math.min(...gains), Math.max(...gains));
  const requestsOf = (name: string) => findings.variants.find((each) => each.name === name)?.all.requests;
  const isSame = findings.comparisons.every(({ baseline, variant }) => requestsOf(variant) === requestsOf(baseline));
  const isGrid = findings.comparisons.some(({ within }) => within !== undefined);
  const had = isSame
    ? `Every ${noun(findings)} had the same requests${isGrid ? " as what it is compared with" : ""}`
    : "Where the traffic is the same, so are the requests";
  return `${had}, which makes the interval of Δ mean ${how}.`;
}

const widthOf = ({ low, high }: Estimate): number => (low === null || high === null ? Number.NaN : high - low);

const MOST_TOLD = 1000; // Above it the variants are practically identical, and the factor is noise.

/** "11 to 13 times narrower", "up to 1.3 times wider", "1.3 times wider to 8.0 times narrower", "no narrower". */
function rangeWords(least: number, most: number): string {
  const times = (gain: number): string =>
    gain > MOST_TOLD ? `over ${count(MOST_TOLD)}` : decimal(gain, gain < 9.95 ? 1 : 0);
  const side = (from: number, to: number, word: string): string => {
    const [near, far] = [times(from), times(to)];
    if (near === "1.0" && near !== far) return `${to > MOST_TOLD ? far : `up to ${far}`} times ${word}`;
    return `${near === far ? far : `${near} to ${far}`} times ${word}`;
  };
  const [isWider, isNarrower] = [times(1 / least) !== "1.0" && least < 1, times(most) !== "1.0" && most > 1];
  if (isWider && isNarrower) return `${times(1 / least)} times wider to ${times(most)} times narrower`;
  if (isWider) return side(Math.max(1, 1 / most), 1 / least, "wider");
  return isNarrower ? side(Math.max(1, least), most, "narrower") : "no narrower";
}

/** Where a mean uses control variates and its difference does not, so that the two need not add up; else empty. */
export function estimatorWords({ comparisons, variants }: Findings): string {
  const isControlled = comparisons.length > 0 && variants.some(({ controls }) => controls !== null);
  return isControlled ? "Means are told by their control variates, Δ mean is not: they can differ slightly." : "";
}

/** Where pairing widens the interval of a difference. */
export function negativeWords(findings: Findings): string {
  const against = findings.comparisons.flatMap((comparison) => {
    const metrics = comparison.differences.filter(({ metric, correlation }) =>
      isNegative(drawable(correlation), pairsOf(metric, comparison.replications)),
    );
    const who = `“${shownName(findings, comparison.variant)}”`;
    const text = `${list(metrics.map(({ metric }) => metric))} of ${who}`;
    return metrics.length === 0 ? [] : [{ i: numberOf(findings, comparison.variant) - 1, who, text }];
  });
  if (against.length === 0) return "";
  const each = foldAlike(against, (members) =>
    named(
      findings,
      members.map((at) => against[at]!.i),
    ),
  );
  return `Negative correlation with the baseline, so pairing widens the interval: ${each.join("; ")}.`;
}

/** All other remarks on the differences, most important first. */
export const comparisonSentences = (findings: Findings): string[] =>
  [selectionWords(findings), pairingWords(findings), estimatorWords(findings), negativeWords(findings)].filter(
    (each) => each !== "",
  );

/** "Best by p99: “pool of 24”, chosen with 12 to 40 replications …". Empty unless requested. */
export function selectionWords(findings: Findings): string {
  const { selection, selections = [] } = findings;
  if (selection !== null) return bestWords(findings, selection);
  return selections.map((each) => `At ${clean(each.at ?? "")}: ${bestWords(findings, each)}`).join(" ");
}

function bestWords(findings: Findings, { by, left, fewer, probability, replications }: SelectionFindings): string {
  const [least, most] = [Math.min(...replications), Math.max(...replications)].map((n) => count(n));
  const spent = `${least === most ? most : `${least} to ${most}`} replications each`;
  const named = (all: readonly string[]): string => list(all.map((name) => `“${shownName(findings, name)}”`));
  const lacking = fewer.length === 0 ? "" : ` What ${named(fewer)} answered less than the others counts as slowest.`;
  if (left.length !== 1) return `Best by ${by}: still open between ${named(left) || "none"} after ${spent}.${lacking}`;
  return `Best by ${by}: ${named(left)} with ${roundShare(probability)}, but for ties; ${spent}.${lacking}`;
}
