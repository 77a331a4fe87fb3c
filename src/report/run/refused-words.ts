/** Which differences have no verdict, and why. */
import type { ComparisonFindings, Findings } from "../../analysis/findings/findings.js";
import { list, named } from "../../charts/kit/words.js";
import { common } from "../../text/alike.js";
import { differenceOf, numberOf, shownName } from "./comparison-words.js";

interface Reasoned {
  readonly comparison: ComparisonFindings;
  readonly why: string;
}

interface Refused extends Reasoned {
  readonly metric: string;
}

/** So many variants are told by their names, more by their numbers. */
const MOST_NAMED = 3;

/** For the terminal, where the table has no room for it. Empty if all have a verdict. */
export function refusedWords(findings: Findings, metrics: readonly string[]): string {
  const refused = findings.comparisons.flatMap((comparison) =>
    metrics.flatMap((metric): Refused[] => {
      const found = differenceOf(comparison, metric);
      if (found?.verdict !== "unknown" && found?.verdict !== "incomparable") return [];
      return [{ metric, comparison, why: found.difference.reason ?? "unknown" }];
    }),
  );
  const shared = common(refused.map(bareReason));
  const alikeOf = (each: Refused): Refused[] =>
    refused.filter((other) => shared(bareReason(other)) === shared(bareReason(each)));
  const reasonOf = (each: Refused): string =>
    isMany(alikeOf(each)) ? shared(bareReason(each)) : numberedReason(findings, each);
  const said = [...new Set(refused.map(reasonOf))].map((reason) => {
    const those = refused.filter((each) => reasonOf(each) === reason);
    const isByName = !isMany(those) && those.every(({ comparison }) => comparison.within === undefined);
    return `${list(isByName ? byName(findings, those) : byNumber(findings, those))} (${reason})`;
  });
  return said.length === 0 ? "" : `Without a verdict: ${said.join("; ")}.`;
}

const isMany = (those: readonly Refused[]): boolean =>
  new Set(those.map(({ comparison }) => comparison.variant)).size > MOST_NAMED;

/** In a grid, where each has a baseline of its own: the name before the reason, of the variant that it is about. */
const atFault = ({ comparison: { variant, baseline, within }, why }: Reasoned): string =>
  (within === undefined ? undefined : [variant, baseline].find((each) => why.startsWith(`${each}: `))) ?? "";

const bareReason = (each: Reasoned): string =>
  atFault(each) === "" ? each.why : each.why.slice(atFault(each).length + 2);

/** With the variant's number, for a name in a grid is long. */
export const numberedReason = (findings: Findings, each: Reasoned): string =>
  atFault(each) === "" ? each.why : `${named(findings, [numberOf(findings, atFault(each)) - 1])}: ${bareReason(each)}`;

/** "Δ mean and Δ p99 of variants 2–8". */
function byNumber(findings: Findings, those: readonly Refused[]): string[] {
  const whose = new Map<string, string[]>(); // Variants → metrics.
  for (const metric of new Set(those.map((each) => each.metric))) {
    const of = those.filter((each) => each.metric === metric).map(({ comparison }) => comparison.variant);
    const variants = named(
      findings,
      of.map((name) => numberOf(findings, name) - 1),
    );
    whose.set(variants, [...(whose.get(variants) ?? []), `Δ ${metric}`]);
  }
  return [...whose].map(([variants, metrics]) => `${list(metrics)} of ${variants}`);
}

const byName = (findings: Findings, those: readonly Refused[]): string[] =>
  those.map(({ metric, comparison }) => `Δ ${metric} of “${shownName(findings, comparison.variant)}”`);
