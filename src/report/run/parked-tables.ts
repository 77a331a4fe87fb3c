/** Messages that were given up: why, and what became of those that were kept. */
import type { Estimate, Findings } from "../../analysis/findings/findings.js";
import { inline, type Shown, showDuration, showNumber, showRate, showShare } from "../../charts/kit/estimate.js";
import type { Cell, Table } from "../kit/table.js";
import { variantTable } from "./variant-tables.js";

interface Column {
  readonly head: string;
  readonly measure: string;
  readonly show: (estimate: Estimate) => Shown;
}

/** Shares of what was published. */
const GIVEN_UP: readonly Column[] = [
  { head: "malformed", measure: "parkedMalformed", show: showShare },
  { head: "poison", measure: "parkedPoison", show: showShare },
  { head: "expired", measure: "parkedExpired", show: showShare },
  { head: "attempts used up", measure: "parkedAttemptsUsedUp", show: showShare },
];

const KEPT: readonly Column[] = [
  { head: "parked, at most", measure: "lettersMax", show: showNumber },
  { head: "oldest, at most", measure: "oldestMsMax", show: showDuration },
  { head: "put back", measure: "redriven", show: showRate },
];

/** By reason, of every queue that parks any. */
export const givenUpTable = (findings: Findings): Table => tableOf(findings, "queue", "parked", GIVEN_UP);

/** Of every part that keeps them. */
export const keptTable = (findings: Findings): Table => tableOf(findings, "kept in", "letters", KEPT);

/** The parts that have some of the measure, in any variant. */
function tableOf(findings: Findings, head: string, some: string, columns: readonly Column[]): Table {
  return variantTable(findings, [head, ...columns.map((column) => `>${column.head}`)], ({ parts }) =>
    Object.entries(parts).flatMap(([part, { measures }]): Cell[][] => {
      if (!((measures[some]?.value ?? 0) > 0)) return [];
      return [[part, ...columns.map(({ measure, show }) => shown(measures[measure], show))]];
    }),
  );
}

const shown = (estimate: Estimate | undefined, show: Column["show"]): string =>
  estimate === undefined ? "–" : inline(show(estimate));
