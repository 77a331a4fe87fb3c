/** How soon after the spike everything is back, a row a variant and what is asked. */
import type { Findings } from "../../analysis/findings/findings.js";
import { count } from "../../charts/kit/format.js";
import { capital, noun, numberedName } from "../../charts/kit/words.js";
import type { Cell, Table } from "../kit/table.js";
import { timeWords } from "./recovery-words.js";

const BEFORE = "no worse than before it";

/** Without rows if there is no spike. */
export function recoveryTable(findings: Findings): Table {
  const rows = findings.variants.flatMap(({ recovery }, i) => {
    if (recovery === null) return [];
    const asked = recovery.objectives.map(({ metric, expression, ...of }): [Cell, typeof of] => [
      { code: `${metric}: ${expression}` },
      of,
    ]);
    return [[BEFORE, recovery] as const, ...asked].map(([what, of], row) => [
      { label: numberedName(findings, i), again: row === 0 ? null : "" },
      what,
      timeWords(of),
      count(of.recovered),
    ]);
  });
  return { heads: [capital(noun(findings)), "back", ">time", ">replications that are"], rows };
}
