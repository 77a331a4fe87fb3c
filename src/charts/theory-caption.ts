/** The words around theory and simulation. */
import type { Findings } from "../analysis/findings.js";
import type { Caption } from "./caption.js";
import { type TheoryRow, theoryRows } from "./theory-rows.js";

export function theoryCaption(findings: Findings): Caption {
  const { rows } = theoryRows(findings, Number.POSITIVE_INFINITY);
  const wrong = rows.filter(({ agrees }) => !agrees);
  const title = titleOf(rows, wrong);
  const level = Math.round(findings.confidence * 100);
  const subtitle = `Simulated figure ÷ what its closed form gives, with ${level}% intervals. A figure disagrees when its interval, widened for the number of comparisons, leaves out 1.`;
  const each = rows.map(({ where, form, off }) => `${where} (${form}): ${off}`);
  return { title, subtitle, description: `${title}. ${each.slice(0, 40).join("; ")}.` };
}

function titleOf(rows: readonly TheoryRow[], wrong: readonly TheoryRow[]): string {
  if (rows.length === 0) return "No closed form applies";
  const [farthest] = rows.toSorted((a, b) => Math.abs(b.ratio - 1) - Math.abs(a.ratio - 1));
  if (wrong.length === 0) {
    const all =
      rows.length === 1
        ? "The one figure with a closed form agrees"
        : `All ${rows.length} figures with a closed form agree`;
    return `${all} with it, the farthest ${farthest!.off} off`;
  }
  return `${wrong.length} of ${rows.length} figures ${wrong.length === 1 ? "disagrees" : "disagree"} with theory, such as ${wrong[0]!.where}: ${wrong[0]!.off}`;
}
