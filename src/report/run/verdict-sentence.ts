/** The first sentence of a run: does it hold? The terminal says it again last. */
import type { Findings, ObjectiveFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { parseObjective } from "../../analysis/verdicts/objectives.js";
import { inline, showDuration, showMeasured, showNumber } from "../../charts/kit/estimate.js";
import { shortShare } from "../../charts/kit/format.js";
import { drawable } from "../../charts/kit/numbers.js";
import { bareName, capital, inWords, list } from "../../charts/kit/words.js";
import { plainReason } from "./plain-reason.js";
import { verdictWords } from "./verdict-words.js";

/** Of a single model with its figures; of several which hold, and whether the claims do. */
export function verdictSentence(findings: Findings): string {
  const { variants, claims } = findings;
  if (variants.length === 0) return "Nothing was simulated.";
  if (variants.length === 1) return withClaims(oneSentence(findings, variants[0]!), claims);
  const isAsked = findings.objectives.length > 0;
  if (!isAsked && claims.length > 0 && variants.every(({ standstill }) => standstill === null))
    return `${claimsClause(claims).replace(/^./, (first) => first.toUpperCase())}; no objectives were set.`;
  return withClaims(verdictWords(findings), claims);
}

const withClaims = (sentence: string, claims: Findings["claims"]): string =>
  claims.length === 0 ? sentence : `${sentence.replace(/\.$/, "")}; ${claimsClause(claims)}.`;

/** "all seven claims hold", "two of seven claims do not hold". */
function claimsClause(claims: Findings["claims"]): string {
  const all = `${inWords(claims.length)} ${claims.length === 1 ? "claim" : "claims"}`;
  const [missed, unknown] = (["missed", "unknown"] as const).map(
    (verdict) => claims.filter((each) => each.verdict === verdict).length,
  );
  if (missed! + unknown! === 0) return claims.length === 1 ? "its claim holds" : `all ${all} hold`;
  const fails = missed === 0 ? [] : [`${inWords(missed!)} of ${all} ${missed === 1 ? "does" : "do"} not hold`];
  const open =
    unknown === 0
      ? []
      : [`${inWords(unknown!)}${missed === 0 ? ` of ${all}` : ""} ${unknown === 1 ? "is" : "are"} unknown`];
  return list([...fails, ...open]);
}

function oneSentence(findings: Findings, variant: VariantFindings): string {
  const { verdict, objectives, standstill, overload } = variant;
  const who = `“${bareName(findings, 0)}”`;
  const stuck = standstill !== null ? `${who} gets stuck: requests wait for each other for ever` : null;
  const fills = overload !== null ? `${who} cannot keep up with its load: ${growthWords(overload)}` : null;
  const trouble = stuck ?? fills;
  if (variant.all.requests === 0 && trouble === null) return `No request came to ${who}, so nothing is known of it.`;
  if (objectives.length === 0) {
    const nothing = "no objectives were set, so there is nothing to meet or to miss";
    return trouble === null ? `${capital(nothing)}: ${usualFigures(variant)}.` : `${trouble}; no objectives were set.`;
  }
  if (trouble !== null) return `${trouble}; its objectives are ${verdict}.`;
  const deciding = objectives.filter((each) => each.verdict === verdict);
  const figures = deciding.slice(0, MOST).map(askedWords);
  const more = deciding.length - figures.length;
  const said = `${figures.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
  if (verdict === "met") return `${who} meets its objectives: ${said}.`;
  return verdict === "missed"
    ? `${who} misses its objectives: ${said}.`
    : `It is unknown whether ${who} meets its objectives: ${said}.`;
}

const MOST = 3; // Objectives told with their figures.

/** "the requests in it grow by 8 a second ±0.3". */
const growthWords = ({ what, growthPerSecond }: NonNullable<VariantFindings["overload"]>): string => {
  const by = drawable(growthPerSecond.value) === null ? "" : ` by ${inline(showNumber(growthPerSecond))} a second`;
  return `the number ${what} grows${by}`;
};

/** "p99 is 8.59 s ±0.74, asked was < 1s"; of what is unknown, why. */
function askedWords({ metric, expression, measured, unit, verdict }: ObjectiveFindings): string {
  const parsed = parseObjective(metric, expression);
  const limit = /[<>]=?.*$/.exec(expression)?.[0] ?? expression;
  const value = inline(showMeasured(measured, unit));
  const what = "errors" in parsed ? metric : parsed.objective.figure.name;
  const is = `${what} ${/^errors/.test(what) ? "are" : "is"}`;
  // Without it, 264 ms where 30 ms were asked would read as if it were decided.
  const open = verdict === "unknown" && measured.reason !== undefined ? ", but it may still change" : "";
  if (measured.value !== null || measured.low !== null) return `${is} ${value}, asked was ${limit}${open}`;
  return `${is} unknown (${plainReason(measured.reason ?? "nothing was measured")}), asked was ${limit}`;
}

/** "p99 is 260 ms ±2, no request failed". */
function usualFigures({ all }: VariantFindings): string {
  const failed = drawable(all.errorRate.value);
  const p99 =
    drawable(all.latencyMs.p99.value) === null
      ? "the p99 is unknown"
      : `p99 is ${inline(showDuration(all.latencyMs.p99))}`;
  if (failed === null) return p99;
  return `${p99}, ${failed === 0 ? "no request failed" : `${shortShare(failed)} of the requests failed`}`;
}
