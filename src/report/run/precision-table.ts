/** How the intervals narrowed: every figure asked for, after runs of every length that was tried. */
import type { Findings } from "../../analysis/findings/findings.js";
import { duration, orUnknown, share } from "../../charts/kit/format.js";
import { capital, noun, numberedName } from "../../charts/kit/words.js";
import type { Table } from "../kit/table.js";

export function precisionTable(findings: Findings): Table {
  const rows = findings.variants.flatMap(({ steady }, i) =>
    (steady?.looks ?? [])
      .flatMap(({ lengthMs, reached }) => reached.map((each) => ({ lengthMs, ...each })))
      .map(({ lengthMs, metric, relativeHalfWidth }, row) => [
        { label: numberedName(findings, i), again: row === 0 ? null : "" },
        duration(lengthMs),
        metric,
        relativeHalfWidth === null ? "no interval" : `±${orUnknown(relativeHalfWidth, share)}`,
      ]),
  );
  return { heads: [capital(noun(findings)), ">a run of", "figure", ">reached"], rows };
}
