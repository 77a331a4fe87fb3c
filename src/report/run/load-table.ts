/** The load sweep as a table: what every variant does with every steady load. */
import type { Findings } from "../../analysis/findings/findings.js";
import { rate } from "../../charts/kit/format.js";
import { capital, noun, numberedName } from "../../charts/kit/words.js";
import { inline, showDuration, showRate, showShare } from "../kit/estimate.js";
import type { Table } from "../kit/table.js";

export function loadTable(findings: Findings): Table {
  const rows = findings.variants.flatMap(({ load }, i) =>
    load.map(({ offeredLoad, growing, p50Ms, p99Ms, errorRate, goodput }, row) => [
      { label: numberedName(findings, i), again: row === 0 ? null : "" },
      rate(offeredLoad),
      growing ? "the queue grows" : inline(showDuration(p50Ms)),
      growing ? "" : inline(showDuration(p99Ms)),
      inline(showShare(errorRate)),
      inline(showRate(goodput)),
    ]),
  );
  return { heads: [capital(noun(findings)), ">offered", ">p50", ">p99", ">errors", ">goodput"], rows };
}
