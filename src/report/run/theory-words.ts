/** Theory against the run, in a sentence and as a table: how many closed forms agree, and which do not. */
import type { Findings, TheoryFindings } from "../../analysis/findings/findings.js";
import { inline, showDuration, showNumber, showRate, showShare } from "../../charts/kit/estimate.js";
import { share } from "../../charts/kit/format.js";
import { bareName, capital, inWords } from "../../charts/kit/words.js";
import type { Table } from "../kit/table.js";
import { variantTable } from "./variant-tables.js";

const WARNINGS_MAX = 4;

/** "Theory: 7 of 7 closed forms agree (largest deviation 0.8%: M/M/4, mean wait at db pool)." Empty if none applies. */
export function theoryWords({ variants }: Findings): string {
  const all = variants.flatMap(({ theory }) => theory);
  const judged = all.filter(({ agrees }) => agrees !== null);
  const agreeing = judged.filter(({ agrees }) => agrees);
  const open = all.filter(({ agrees, exact }) => exact && agrees === null);
  if (judged.length + open.length === 0) return "";
  const unjudged = `could not be judged: ${why(open[0])}.`;
  if (judged.length === 0)
    return `Theory: ${inWords(open.length)} ${open.length === 1 ? "figure" : "figures"} ${unjudged}`;
  const left = open.length === 0 ? "" : ` ${capital(inWords(open.length))} more ${unjudged}`;
  const [largest] = judged
    .filter(({ deviation, atMost }) => deviation !== null && !atMost)
    .sort((a, b) => Math.abs(b.deviation!) - Math.abs(a.deviation!));
  const most =
    largest === undefined ? "" : ` (largest deviation ${share(Math.abs(largest.deviation!))}: ${what(largest)})`;
  return `Theory: ${agreeing.length} of ${judged.length} figures agree with a closed form${most}.${left}`;
}

/** One sentence for each figure that contradicts theory. */
export function theoryWarnings(findings: Findings): string[] {
  const wrong = findings.variants.flatMap(({ theory }, i) =>
    theory.filter(({ agrees }) => agrees === false).map((each) => ({ each, i })),
  );
  const shown = wrong.slice(0, WARNINGS_MAX).map(({ each, i }) => {
    const whose = findings.variants.length === 1 ? "" : ` of “${bareName(findings, i)}”`;
    const { value } = shownExpected(each);
    return `Theory disagrees: ${what(each)}${whose} is ${each.atMost ? "at most " : ""}${value}, simulated ${inline(shownSimulated(each))}: ${why(each)}.`;
  });
  const more = wrong.length - shown.length;
  return more > 0 ? [...shown, `Theory disagrees with ${inWords(more)} more; see the report.`] : shown;
}

const why = (of: TheoryFindings | undefined): string => of?.reason ?? "no reason given";

/** "M/M/4, mean wait at db pool". */
function what({ form, quantity, part, resource }: TheoryFindings): string {
  return `${form}, ${quantity} at ${part}${resource === null ? "" : ` ${resource}`}`;
}

const SHOW = { ms: showDuration, "1": showShare, "1/s": showRate, requests: showNumber };

export const shownSimulated = ({ unit, simulated }: TheoryFindings) => SHOW[unit](simulated);
export const shownExpected = ({ unit, expected }: TheoryFindings) =>
  SHOW[unit]({ value: expected, low: null, high: null });

/** No rows if theory does not apply at all. */
export const theoryTable = (findings: Findings): Table => {
  const heads = ["where", "closed form", "figure", ">theory", ">simulated", ">deviation", "verdict"];
  return variantTable(findings, heads, ({ theory }) => theory.map(cells), bareName);
};

function cells(each: TheoryFindings): string[] {
  const { part, resource, form, exact, atMost, quantity, expected, deviation, reason } = each;
  const where = resource === null ? part : `${part} ${resource}`;
  if (expected === null) return [where, "none", "", "", "", "", reason ?? ""];
  const value = `${atMost ? "≤ " : exact ? "" : "≈ "}${shownExpected(each).value}`;
  const off = deviation === null ? "" : `${deviation < 0 ? "−" : "+"}${share(Math.abs(deviation))}`;
  return [where, form, quantity, value, inline(shownSimulated(each)), off, verdict(each)];
}

function verdict({ agrees, reason }: TheoryFindings): string {
  if (agrees === null) return reason ?? "";
  return agrees ? "✅ agrees" : `❌ ${reason ?? "disagrees"}`;
}
