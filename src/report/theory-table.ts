/** Every closed form beside what was simulated, and why theory is silent where it is. */
import type { Findings, TheoryFindings } from "../analysis/findings.js";
import { share } from "../charts/format.js";
import { bareName, capital, noun } from "../charts/words.js";
import { inline } from "./estimate.js";
import { md, table } from "./markdown-text.js";
import { shownExpected, shownSimulated } from "./theory-words.js";

/** Empty if theory has nothing to say at all. */
export function theoryTable(findings: Findings): string {
  const rows = findings.variants.flatMap(({ theory }, i) =>
    theory.map((each, row) => [row === 0 ? md(bareName(findings, i)) : "", ...cells(each)]),
  );
  const heads = [capital(noun(findings)), "where", "closed form", "figure", ">theory", ">simulated", ">deviation", ""];
  return rows.length === 0 ? "" : table(heads, rows);
}

function cells(each: TheoryFindings): string[] {
  const { part, resource, form, exact, atMost, quantity, expected, deviation, reason } = each;
  const where = md(resource === null ? part : `${part} ${resource}`);
  if (expected === null) return [where, "none", "", "", "", "", md(reason ?? "")];
  const value = `${atMost ? "≤ " : exact ? "" : "≈ "}${shownExpected(each).value}`;
  const off = deviation === null ? "" : `${deviation < 0 ? "−" : "+"}${share(Math.abs(deviation))}`;
  return [where, md(form), md(quantity), value, inline(shownSimulated(each)), off, verdict(each)];
}

function verdict({ agrees, reason }: TheoryFindings): string {
  if (agrees === null) return md(reason ?? "");
  return agrees ? "✅" : `❌ ${md(reason ?? "")}`;
}
