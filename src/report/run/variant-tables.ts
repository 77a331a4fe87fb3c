/** Tables with rows for each variant: loads, precision, recovery. */
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { count, duration, orUnknown, rate, share } from "../../charts/kit/format.js";
import { capital, noun, numberedName } from "../../charts/kit/words.js";
import { inline, showDuration, showRate, showShare } from "../kit/estimate.js";
import type { Cell, Table } from "../kit/table.js";
import { timeWords } from "./recovery-words.js";

/** A variant's name stands in its first row. */
export function variantTable(
  findings: Findings,
  heads: readonly string[],
  rowsOf: (variant: VariantFindings) => readonly (readonly Cell[])[],
  nameOf = numberedName,
): Table {
  const rows = findings.variants.flatMap((variant, i) =>
    rowsOf(variant).map((cells, row) => [{ label: nameOf(findings, i), again: row === 0 ? null : "" }, ...cells]),
  );
  return { heads: [capital(noun(findings)), ...heads], rows };
}

/** The load sweep: a row for every variant and steady load. */
export const loadTable = (findings: Findings): Table =>
  variantTable(findings, [">offered", ">p50", ">p99", ">errors", ">goodput"], ({ load }) =>
    load.map(({ offeredLoad, growing, p50Ms, p99Ms, errorRate, goodput }) => [
      rate(offeredLoad),
      growing ? "the queue grows" : inline(showDuration(p50Ms)),
      growing ? "" : inline(showDuration(p99Ms)),
      inline(showShare(errorRate)),
      inline(showRate(goodput)),
    ]),
  );

/** How the intervals narrowed: every requested figure, at every run length tried. */
export const precisionTable = (findings: Findings): Table =>
  variantTable(findings, [">a run of", "figure", ">reached"], ({ steady }) =>
    (steady?.looks ?? []).flatMap(({ lengthMs, reached }) =>
      reached.map(({ metric, relativeHalfWidth }) => [
        duration(lengthMs),
        metric,
        relativeHalfWidth === null ? "no interval" : `±${orUnknown(relativeHalfWidth, share)}`,
      ]),
    ),
  );

/** Recovery times after the spike, one row per criterion. No rows without a spike. */
export const recoveryTable = (findings: Findings): Table =>
  variantTable(findings, ["back", ">time", ">replications that are"], ({ recovery }) => {
    if (recovery === null) return [];
    const before = ["no worse than before it", timeWords(recovery), count(recovery.recovered)];
    const asked = recovery.objectives.map(({ metric, expression, ...of }) => [
      { code: `${metric}: ${expression}` },
      timeWords(of),
      count(of.recovered),
    ]);
    return [before, ...asked];
  });
