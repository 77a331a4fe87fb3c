/** Tables with rows for each variant: loads, precision, recovery. */
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { inline, showDuration, showRate, showShare } from "../../charts/kit/estimate.js";
import { count, duration, orUnknown, rate, share } from "../../charts/kit/format.js";
import { capital, noun, numberedName } from "../../charts/kit/words.js";
import type { Cell, Table } from "../kit/table.js";
import { recoveriesIn, timeWords } from "./recovery-words.js";

/** A variant's name stands in its first row. */
export function variantTable(
  findings: Findings,
  heads: readonly string[],
  rowsOf: (variant: VariantFindings, index: number) => readonly (readonly Cell[])[],
  nameOf = numberedName,
): Table {
  const rows = findings.variants.flatMap((variant, i) =>
    rowsOf(variant, i).map((cells, row) => [{ label: nameOf(findings, i), again: row === 0 ? null : "" }, ...cells]),
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

/** Recovery times after the spike or each moment, one row per criterion. No rows without one. */
export function recoveryTable(findings: Findings): Table {
  const all = recoveriesIn(findings);
  const after = all.length > 1 ? ["after"] : [];
  return variantTable(findings, [...after, "back", ">time", ">replications that are"], (_, variant) =>
    all.flatMap(({ label, of }) => {
      const recovery = of[variant];
      if (recovery === null || recovery === undefined) return [];
      const which = all.length > 1 ? [label] : [];
      const before = [...which, "no worse than before it", timeWords(recovery), count(recovery.recovered)];
      const asked = recovery.objectives.map(({ metric, expression, ...each }) => [
        ...which,
        { code: `${metric}: ${expression}` },
        timeWords(each),
        count(each.recovered),
      ]);
      const queues =
        recovery.queues === undefined
          ? []
          : [
              [
                ...which,
                "no more waiting than before it",
                timeWords(recovery.queues),
                count(recovery.queues.recovered),
              ],
            ];
      return [before, ...queues, ...asked];
    }),
  );
}
