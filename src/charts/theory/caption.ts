/** Title, subtitle and alt text of theory and simulation. */
import type { Findings } from "../../analysis/findings/findings.js";
import type { Caption } from "../kit/frame.js";
import { type TheoryRow, theoryRows } from "./rows.js";

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
