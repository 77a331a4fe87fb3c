/**
 * Claims: what an experiment is said to show, judged like objectives.
 *
 * `p99{cache} < 300ms`, `goodput{queue} > goodput{one machine}`, `verdict{cache} is met`,
 * `first{one machine} is host cores`: a statistic of a variant (all endpoints together), compared with a
 * limit or with the same sort of statistic of another variant.
 *
 * `p99{pool of 14} is worse`, `mean{cache} is tie`, `utilisation of shop-db cores{replica} is less`: a figure's verdict
 * against the baseline. A comparison of a variant with the baseline is judged on their pairs.
 */

import type { ClaimFindings, Estimate, Findings, VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import { type Comparison, judge } from "../../analysis/verdicts/verdict.js";
import { duration, percent, rate } from "../../model/language/values/index.js";
import { nearest } from "../../text/nearest.js";
import {
  type Between,
  DIFFERENCE_VERDICTS,
  judgeOnPairs,
  judgeSurvivors,
  judgeVerdict,
} from "../findings/difference-claims.js";
import { show } from "../findings/estimate-words.js";

const TIME = { schema: duration(), example: "300ms", name: "ms" } as const;
const SHARE = { schema: percent(), example: "1%", name: "1" } as const;
const RATE = { schema: rate(), example: "100/s", name: "1/s" } as const;

interface Statistic {
  readonly unit: typeof TIME | typeof SHARE | typeof RATE;
  readonly of: (variant: VariantFindings) => Estimate;
}

const STATISTICS: Readonly<Record<string, Statistic>> = {
  mean: { unit: TIME, of: ({ all }) => all.latencyMs.mean },
  p50: { unit: TIME, of: ({ all }) => all.latencyMs.p50 },
  p95: { unit: TIME, of: ({ all }) => all.latencyMs.p95 },
  p99: { unit: TIME, of: ({ all }) => all.latencyMs.p99 },
  errors: { unit: SHARE, of: ({ all }) => all.errorRate },
  goodput: { unit: RATE, of: ({ all }) => all.goodput },
  throughput: { unit: RATE, of: ({ all }) => all.throughput },
};
const WORDS: Record<string, (variant: VariantFindings) => string> = {
  verdict: ({ verdict }) => verdict,
  first: ({ saturation: [first] }) => (first === undefined ? "nothing" : `${first.part} ${first.resource}`),
};

const VERDICTS = ["met", "missed", "unknown", "none"]; // "none": there are no objectives.
const PART_AND_RESOURCE = /^(nothing|\S.* \S+)$/;

const UTILISATION = /^utilisation of \S/;

const CLAIM = /^\s*(\w[^{}]*?)\{([^}]*)\}\s*(<=|>=|<|>|is not(?=\s)|is(?=\s))\s*(.+?)\s*$/;
const OTHER = /^(\w+)\{([^}]*)\}$/;

interface Claim {
  readonly statistic: string;
  readonly variant: string;
  readonly comparison: string;
  readonly right: string;
}

/** @returns index and problem of each claim that cannot be judged */
export function checkClaims(claims: readonly string[], variants: readonly string[]): [number, string][] {
  return claims.flatMap((text, i) => problemsOf(text, variants).map((problem): [number, string] => [i, problem]));
}

export function judgeClaims(
  claims: readonly string[],
  findings: Pick<Findings, "variants" | "comparisons">,
  between: Between = () => null,
): ClaimFindings[] {
  const variant = (name: string) => findings.variants.find((v) => v.name === name) as VariantFindings;
  return claims.map((text) => {
    const { statistic, variant: name, comparison, right } = parse(text) as Claim;
    if (comparison.startsWith("is") && WORDS[statistic] === undefined)
      return { claim: text, ...judgeVerdict(findings.comparisons, statistic, name, comparison === "is", right) };
    if (comparison.startsWith("is")) {
      const found = WORDS[statistic](variant(name));
      return { claim: text, verdict: judgeWord(found, comparison === "is", right), why: `${statistic} is ${found}` };
    }
    const { of, unit } = STATISTICS[statistic];
    const left = of(variant(name));
    const other = OTHER.exec(right);
    const onPairs = other === null ? null : judgeOnPairs(findings.comparisons, statistic, name, comparison, other);
    if (onPairs !== null) return { claim: text, ...onPairs };
    const survivors =
      other === null || unit !== TIME ? null : judgeSurvivors(between(other[2], name), [statistic, other[1]]);
    if (survivors !== null) return { claim: text, ...survivors };
    const against = other === null ? exactly(limitOf(right, unit)) : STATISTICS[other[1]].of(variant(other[2]));
    return {
      claim: text,
      verdict: compare(left, comparison as Comparison, against),
      why: `${show(left, unit.name)} against ${show(against, unit.name)}`,
    };
  });
}

/** A verdict that is open proves no claim and disproves none, unless it was claimed to be open. */
function judgeWord(found: string, is: boolean, expected: string): Verdict {
  if (["unknown", "none"].includes(found) && found !== expected) return "unknown";
  return (found === expected) === is ? "met" : "missed";
}

/** Two intervals that do not overlap decide; the same for one interval and a limit. */
function compare(left: Estimate, comparison: Comparison, right: Estimate): Verdict {
  if (right.low === null || right.high === null) return "unknown";
  const verdicts = [judge(left, comparison, right.low), judge(left, comparison, right.high)];
  return verdicts[0] === verdicts[1] ? verdicts[0] : "unknown";
}

const exactly = (value: number): Estimate => ({ value, low: value, high: value });
function parse(text: string): Claim | null {
  const match = CLAIM.exec(text);
  return match === null ? null : { statistic: match[1], variant: match[2], comparison: match[3], right: match[4] };
}

function problemsOf(text: string, variants: readonly string[]): string[] {
  const claim = parse(text);
  if (claim === null) return ["a claim reads like `p99{variant} < 300ms` or `verdict{variant} is met`"];
  const is = claim.comparison.startsWith("is");
  const known = [...Object.keys(STATISTICS), ...(is ? Object.keys(WORDS) : [])];
  const other = is ? null : OTHER.exec(claim.right);
  return [
    ...(is && UTILISATION.test(claim.statistic) ? [] : unknownName(claim.statistic, known, "statistic")),
    ...(is ? wordProblems(claim) : []),
    ...unknownName(claim.variant, variants, "variant"),
    ...(other === null
      ? []
      : [...unknownName(other[1], known, "statistic"), ...unknownName(other[2], variants, "variant")]),
    ...(is || !Object.hasOwn(STATISTICS, claim.statistic) ? [] : unitProblems(claim, other?.[1])),
  ];
}

/** A word that never comes would make `is not` hold always. */
function wordProblems({ statistic, right }: Claim): string[] {
  if (WORDS[statistic] === undefined) return unknownName(right, DIFFERENCE_VERDICTS, "verdict");
  if (statistic === "verdict") return unknownName(right, VERDICTS, "verdict");
  return PART_AND_RESOURCE.test(right) ? [] : [`"${right}" is neither \`nothing\` nor a part and its resource`];
}

/** What is compared must be of one kind: no percentile is less than 5 %. */
function unitProblems({ statistic, right }: Claim, other: string | undefined): string[] {
  const { unit } = STATISTICS[statistic];
  if (other !== undefined)
    return !Object.hasOwn(STATISTICS, other) || STATISTICS[other].unit === unit
      ? []
      : [`${statistic} and ${other} have different units`];
  if (!Number.isNaN(limitOf(right, unit))) return [];
  return [`"${right}" is neither a limit for ${statistic}, such as ${unit.example}, nor another variant's statistic`];
}

export function unknownName(word: string, known: readonly string[], what: string): string[] {
  if (known.includes(word)) return [];
  const near = nearest(word, known);
  return [
    `there is no ${what} "${word}"${near === null ? `: known are ${known.join(", ")}` : `; did you mean "${near}"?`}`,
  ];
}

/** In the unit of the findings: ms, 1, 1/s. NaN if it is not that. */
function limitOf(text: string, { schema }: Statistic["unit"]): number {
  const parsed = schema.safeParse(text);
  return parsed.success ? parsed.data : Number.NaN;
}
