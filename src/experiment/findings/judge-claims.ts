/** What an experiment is said to show, held against what it shows. */
import { type Figure, inFindings } from "../../analysis/figures/figure.js";
import type { ClaimFindings, Estimate, Findings, VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import { type Comparison, judge } from "../../analysis/verdicts/verdict.js";
import { isExact, isSought } from "../figures/of-variant.js";
import { type FigureClaim, parseClaim, type WordClaim } from "../plan/claims.js";
import { type Between, judgeOnPairs, judgeSurvivors, judgeVerdict } from "./difference-claims.js";
import { show } from "./estimate-words.js";

/** A figure of a variant − so many times another, on the same requests; null where they cannot be paired. */
export type Combined = (left: Side, times: number, right: Side) => Estimate | null;

interface Side {
  readonly figure: Figure;
  readonly variant: string;
}

type Judged = Omit<ClaimFindings, "claim">;

/** @param figures those that the study measures: of several of one name, as of a part's and an effect's, the one meant */
export function judgeClaims(
  claims: readonly string[],
  findings: Pick<Findings, "variants" | "comparisons">,
  between: Between = () => null,
  combined: Combined = () => null,
  figures: readonly Figure[] = [],
): ClaimFindings[] {
  const meant = <Of extends { readonly figure: Figure }>(side: Of): Of => ({
    ...side,
    figure: figures.find(({ name }) => name === side.figure.name) ?? side.figure,
  });
  const judged = (text: string): Judged => {
    const read = parseClaim(text);
    if ("errors" in read) throw new Error(`"${text}" passed the check: ${read.errors.join("; ")}`);
    if (!("figure" in read.found)) return judgeWord(read.found, findings);
    const { against } = read.found;
    const claim = { ...meant(read.found), against: "figure" in against ? meant(against) : against };
    return judgeFigure(claim, findings, between, combined);
  };
  return claims.map((claim) => ({ claim, ...judged(claim) }));
}

function judgeWord({ subject, variant, is, word }: WordClaim, { variants, comparisons }: Judging): Judged {
  if (typeof subject !== "string") return judgeVerdict(comparisons, subject.name, variant, is, word);
  const found = WORDS[subject](variantIn(variants, variant));
  // A verdict that is open proves no claim and disproves none, unless it was claimed to be open.
  const isOpen = ["unknown", "none"].includes(found) && found !== word;
  return { verdict: isOpen ? "unknown" : (found === word) === is ? "met" : "missed", why: `${subject} is ${found}` };
}

const WORDS: Readonly<Record<"verdict" | "first", (variant: VariantFindings) => string>> = {
  verdict: ({ verdict }) => verdict,
  first: ({ saturation: [first] }) => (first === undefined ? "nothing" : `${first.part} ${first.resource}`),
};

type Judging = Pick<Findings, "variants" | "comparisons">;

const variantIn = (variants: readonly VariantFindings[], name: string): VariantFindings =>
  variants.find((each) => each.name === name) as VariantFindings;

function judgeFigure(
  claim: FigureClaim,
  { variants, comparisons }: Judging,
  between: Between,
  combined: Combined,
): Judged {
  const { figure, variant, comparison, against } = claim;
  const { unit } = figure;
  const of = (what: Side): Estimate =>
    inFindings(what.figure, variantIn(variants, what.variant)) ?? noEstimate(`${what.figure.name} was not measured`);
  const left = of(claim);
  const sides = "limit" in against ? [claim] : [claim, against];
  const short = sides.flatMap((side) => whyOpen(side, variantIn(variants, side.variant)) ?? [])[0];
  if (short !== undefined) return { verdict: "unknown", why: short };
  if ("limit" in against) {
    const limit = { value: against.limit, low: against.limit, high: against.limit };
    return { verdict: compare(left, comparison, limit), why: `${told(left, figure)} against ${show(limit, unit)}` };
  }
  const isPlain = against.times === 1 && against.figure.name === figure.name;
  const onPairs =
    isPlain && !isSought(figure) ? judgeOnPairs(comparisons, figure.name, variant, comparison, against.variant) : null;
  if (onPairs !== null) return onPairs;
  const survivors =
    figure.family === "latency" && against.figure.family === "latency"
      ? judgeSurvivors(between(against.variant, variant), [figure.name, against.figure.name])
      : null;
  if (survivors !== null) return survivors;
  const right = of(against);
  const times = against.times === 1 ? "" : `${against.times} × `;
  const why = `${told(left, figure)} against ${times}${told(right, against.figure)}`;
  const isPaired = isSought(figure) || (!isPlain && left.low !== null && right.low !== null);
  const difference = isPaired ? combined(claim, against.times, against) : null;
  const byEnds = compare(left, comparison, scaled(right, against.times));
  if (difference === null) return { verdict: byEnds, why };
  const verdict = judge(difference, comparison, 0);
  if (!isSought(figure)) return { verdict, why };
  // Pairs are the closer look; where they leave it open, the proven ends of both searches may still tell.
  return {
    verdict: verdict === "unknown" ? byEnds : verdict,
    why: `${why}, paired difference ${show(difference, unit)}`,
  };
}

/** What a window shows that is too short, or before all stands still, is not what will stay. */
function whyOpen({ figure, variant }: Side, { drift, standstill }: VariantFindings): string | null {
  if (isExact(figure) || isSought(figure)) return null;
  if (drift?.reason !== undefined) return `${variant}: ${drift.reason}`;
  return standstill == null || figure.family === "errors" ? null : `${variant}: requests wait for each other for ever`;
}

/** Two intervals that do not overlap decide, also where only the ends between them are known. */
function compare(left: Estimate, comparison: Comparison, right: Estimate): Verdict {
  const isMore = comparison.startsWith(">");
  const holds = (a: number | null, b: number | null): boolean | null =>
    a === null || b === null ? null : judge({ value: a, low: a, high: a }, comparison, b) === "met";
  // What is hardest for the claim proves it, and what is easiest for it refutes it.
  if (holds(isMore ? left.low : left.high, isMore ? right.high : right.low) === true) return "met";
  return holds(isMore ? left.high : left.low, isMore ? right.low : right.high) === false ? "missed" : "unknown";
}

/** "41.2 ms (40.1 to 42.3)", "at least 65/s", or why there is no number. */
function told(estimate: Estimate, { name, unit }: Figure): string {
  const { value, low, high, reason = "not known" } = estimate;
  const exactly = (end: number): string => show({ value: end, low: end, high: end }, unit);
  if (value !== null) return show(estimate, unit);
  if (low !== null) return `at least ${exactly(low)}`;
  return high === null ? `an unknown ${name} (${reason})` : `less than ${exactly(high)}`;
}

function scaled({ value, low, high, ...rest }: Estimate, times: number): Estimate {
  const by = (end: number | null): number | null => (end === null ? null : end * times);
  return { ...rest, value: by(value), low: by(low), high: by(high) };
}
