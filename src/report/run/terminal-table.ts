import type { Findings, Verdict } from "../../analysis/findings/findings.js";
import { showDuration, showRate, showShare } from "../../charts/kit/estimate.js";
import { rate } from "../../charts/kit/format.js";
import { bareName, noun } from "../../charts/kit/words.js";
import { type Column, figure, fittedTable, numbered, type Paint, words } from "../kit/fitted-table.js";
import { requestsIn } from "./tables.js";

export type { Paint };

export interface Paints {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly verdict: Record<Verdict, Paint>;
  readonly width?: number; // Columns of the terminal; 80 unless given.
}

const MOST_ENDPOINT_ROWS = 16; // The report has the rest.

/** What users see of each endpoint, if there are several and the experiment names no figures. */
export function endpointLines(findings: Findings, paints: Paints): string[] {
  const { variants, show = [] } = findings;
  if (show.length > 0) return [];
  const rows = variants.flatMap((variant, i) =>
    requestsIn(variant).map(({ name, what, each }, row) => [
      numbered(row === 0 ? i + 1 : 0, row === 0 ? bareName(findings, i) : "", paints.bold),
      words(what === "" ? name : `${name} (${what})`),
      figure(showRate(each.offeredLoad), paints.dim),
      figure(showDuration(each.latencyMs.p50), paints.dim),
      figure(showDuration(each.latencyMs.p99), paints.dim),
      figure(showShare(each.errorRate), paints.dim),
    ]),
  );
  if (rows.length === variants.length || rows.length > MOST_ENDPOINT_ROWS) return [];
  const columns: Column[] = [
    { head: noun(findings), width: 20 },
    { head: "endpoint", width: 18, gap: 2 },
    ...["offered", "p50", "p99", "errors"].map((head) => ({ head, width: 10, isRight: true })),
  ];
  return fittedTable(columns, rows, paints.dim, paints.width);
}

const NAMED = 3; // More variants are shown by number.

/** p99 at every steady load, one column per variant. The report has the intervals. */
export function loadLines(findings: Findings, paints: Paints): string[] {
  const { variants } = findings;
  const loads = variants[0]?.load ?? [];
  if (loads.length === 0) return [];
  const headOf = (i: number): string => (variants.length > NAMED ? `${i + 1}` : bareName(findings, i));
  const columns: Column[] = [
    { head: "p99 at", width: 10 },
    ...variants.map((_, i) => ({ head: headOf(i), width: 10, isRight: true, gap: 2 })),
  ];
  const rows = loads.map(({ offeredLoad }, at) => [
    words(rate(offeredLoad)),
    ...variants.map(({ load }) => {
      const found = load[at];
      if (found === undefined) return words("");
      const { growing, p99Ms } = found;
      return growing ? words("grows", paints.verdict.missed, true) : words(showDuration(p99Ms).value, undefined, true);
    }),
  ]);
  return fittedTable(columns, rows, paints.dim, paints.width);
}
