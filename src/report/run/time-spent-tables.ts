/** Where the time goes, as tables: each variant's longest wait, and every resource of one variant. */

import { longestWait, type TimeSpent, timeSpent } from "../../analysis/figures/time-spent.js";
import type { Findings } from "../../analysis/findings/findings.js";
import { inline, showDuration } from "../../charts/kit/estimate.js";
import { wholeShare } from "../../charts/kit/format.js";
import { drawable } from "../../charts/kit/numbers.js";
import { capital, noun, numberedName } from "../../charts/kit/words.js";
import type { Table } from "../kit/table.js";

/** One row per variant. */
export function longestWaitsTable(findings: Findings): Table {
  const rows = findings.variants.map((variant, i) => {
    const spent = timeSpent(variant);
    const wait = longestWait(spent);
    const waits =
      wait === null
        ? ["none", ""]
        : [`${wait.part} ${wait.resource}`, `${inline(showDuration(wait.waitingMs))}${shareOf(wait.waitingShare)}`];
    return [numberedName(findings, i), inline(showDuration(spent.insideMs)), ...waits];
  });
  return { heads: [capital(noun(findings)), ">time inside", "longest wait, for", ">of a request"], rows };
}

const shareOf = (share: number | null): string => {
  const shown = drawable(share);
  return shown === null ? "" : ` (${wholeShare(shown)})`;
};

/** One row per resource. */
export function timeSpentTable({ at }: TimeSpent): Table {
  const rows = at.map(({ part, resource, waitingMs, inUseMs, waitingShare }) => [
    `${part} ${resource}`,
    inline(showDuration(waitingMs)),
    waitingShare === null || drawable(waitingShare) === null ? "" : wholeShare(waitingShare),
    inline(showDuration(inUseMs)),
  ]);
  return { heads: ["part and resource", ">waiting", ">of the mean", ">in use"], rows };
}
