/** Title, subtitle and alt text of theory and simulation. */
import type { Findings, TheoryFindings } from "../../analysis/findings/findings.js";
import type { Caption } from "../kit/caption.js";
import { decimal, duration, rate, share, shortShare } from "../kit/format.js";
import { drawable } from "../kit/numbers.js";
import { capital, noun } from "../kit/words.js";

export function theoryCaption(findings: Findings): Caption {
  const { rows } = theoryRows(findings, Number.POSITIVE_INFINITY);
  const title = titleOf(findings, rows);
  const level = Math.round(findings.confidence * 100);
  const subtitle = `Simulated figure ÷ what its closed form gives, with ${level}% intervals. A figure disagrees when its interval, widened for the number of comparisons, leaves out 1.`;
  const each = rows.map(({ where, form, off }) => `${where} (${form}): ${off}`);
  return { title, subtitle, description: `${title}. ${each.slice(0, 40).join("; ")}.` };
}

/** Counted over all judged figures, including bounds, which have no row. */
function titleOf({ variants }: Findings, rows: readonly TheoryRow[]): string {
  const judged = variants.flatMap(({ theory }) => theory).filter(({ agrees }) => agrees !== null);
  const wrong = judged.filter(({ agrees }) => !agrees);
  if (judged.length === 0) return "No closed form applies";
  if (wrong.length === 0) {
    const all =
      judged.length === 1
        ? "The one figure with a closed form agrees"
        : `All ${judged.length} figures with a closed form agree`;
    const [farthest] = rows.toSorted((a, b) => Math.abs(b.ratio - 1) - Math.abs(a.ratio - 1));
    return `${all} with it${farthest === undefined ? "" : `, the farthest ${farthest.off} off`}`;
  }
  const shown = rows.find(({ agrees }) => !agrees);
  const such = shown === undefined ? "" : `, such as ${shown.where}: ${shown.off}`;
  return `${wrong.length} of ${judged.length} figures ${wrong.length === 1 ? "disagrees" : "disagree"} with theory${such}`;
}

/** Rows of the theory chart: figures judged against an exact closed form. */
export interface TheoryRow {
  readonly where: string; // "db pool, mean wait"
  readonly form: string;
  readonly theory: string; // "12.0 ms"
  readonly off: string; // "+3.5%"
  readonly ratio: number; // Simulated ÷ theory,
  readonly low: number; // and its interval.
  readonly high: number;
  readonly agrees: boolean;
}

/** Disagreeing figures first; of the others those farthest off, if not all fit. */
export function theoryRows(findings: Findings, most: number): { rows: TheoryRow[]; leftOut: number } {
  const all = findings.variants.flatMap(({ theory }, i) => theory.flatMap((each) => rowOf(findings, each, i)));
  const byUrgency = all.toSorted(
    (a, b) => Number(a.agrees) - Number(b.agrees) || Math.abs(b.ratio - 1) - Math.abs(a.ratio - 1),
  );
  const kept = new Set(byUrgency.slice(0, most));
  return { rows: all.filter((row) => kept.has(row)), leftOut: all.length - kept.size };
}

function rowOf(findings: Findings, each: TheoryFindings, index: number): TheoryRow[] {
  const { agrees, atMost, exact, simulated, unit, form, part, resource, quantity } = each;
  const [expected, value] = [drawable(each.expected), drawable(simulated.value)];
  const [low, high] = [drawable(simulated.low), drawable(simulated.high)];
  if (agrees === null || atMost || !exact || !expected || value === null || low === null || high === null) return [];
  const whose = findings.variants.length === 1 ? "" : `${capital(noun(findings))} ${index + 1}: `;
  const ratio = drawable(value / expected) ?? 1;
  const off = drawable(ratio - 1) ?? 0;
  return [
    {
      where: `${whose}${part}${resource === null ? "" : ` ${resource}`}, ${quantity}`,
      form,
      theory: SHOW[unit](expected),
      off: `${off < 0 ? "−" : "+"}${shortShare(Math.abs(off))}`,
      ratio,
      low: drawable(low / expected) ?? ratio,
      high: drawable(high / expected) ?? ratio,
      agrees,
    },
  ];
}

const SHOW = { ms: duration, "1": share, "1/s": rate, requests: decimal };
