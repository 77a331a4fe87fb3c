/** Every closed form beside the simulated value, and why some figures have none. */
import type { Findings, TheoryFindings } from "../../analysis/findings/findings.js";
import { share } from "../../charts/kit/format.js";
import { bareName } from "../../charts/kit/words.js";
import { inline } from "../kit/estimate.js";
import type { Table } from "../kit/table.js";
import { shownExpected, shownSimulated } from "./theory-words.js";
import { variantTable } from "./variant-tables.js";

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
