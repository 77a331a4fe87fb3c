/** Fourth: what a request waits for, and what it keeps busy. */
import type { Findings, VariantFindings } from "../../analysis/findings.js";
import { timeSpent } from "../../analysis/time-spent.js";
import { drawable, largest } from "../../charts/numbers.js";
import { numberedName } from "../../charts/words.js";
import type { Section } from "../sections.js";
import { longestWaitsTable, timeSpentTable } from "../time-spent-tables.js";
import { block, type Chapter, foldedTable, RANK, tableBlock } from "./chapter.js";
import { TimeBar } from "./time-bar.js";

const explained =
  "Milliseconds of a request, by Little's law: the mean number that waits for a part, or uses it, divided by arrivals per second, failed requests included. " +
  "A thread or a connection is in use through all that it waits for behind it, so times in use overlap. " +
  "Work that goes on without its request (after a timeout, in a queue, in parallel) counts too.";

export function timeChapter(findings: Findings): Chapter {
  const blocks = findings.variants.flatMap((variant, i) => spentBlocks(findings, variant, i));
  if (blocks.length === 0) return { id: "time", title: "", blocks };
  const summary = tableBlock("t-waits", "The longest wait", longestWaitsTable(findings));
  const key = (
    <p class="muted">
      {explained}
      <br />
      <Key of="w" /> waiting, <Key of="u" /> in use; all bars to one scale a table.
    </p>
  );
  return { id: "time", title: "Where time goes", blocks: [...summary, block(key), ...blocks] };
}

const Key = ({ of }: { of: "w" | "u" }) => (
  <svg class="key bar-key" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
    <rect class={of} width={10} height={10} />
  </svg>
);

/** The only variant's table is there at once. */
function spentBlocks(findings: Findings, variant: VariantFindings, i: number): Section[] {
  const spent = timeSpent(variant);
  const { heads, rows } = timeSpentTable(spent);
  const total = ({ waitingMs, inUseMs }: (typeof spent.at)[number]) =>
    (drawable(waitingMs.value) ?? 0) + (drawable(inUseMs.value) ?? 0);
  const most = largest(spent.at.map(total)) ?? 0;
  const bars = spent.at.map(({ waitingMs, inUseMs }) => (
    <TimeBar waiting={waitingMs.value} inUse={inUseMs.value} most={most} />
  ));
  const table = { heads: [...heads, ""], rows: rows.map((row, at) => [...row, bars[at]]) };
  const of = findings.variants.length === 1 ? "" : `: ${numberedName(findings, i)}`;
  const add = of === "" ? tableBlock : foldedTable;
  return add(`t-time-${i + 1}`, `Waiting and in use, a request${of}`, table, RANK.every);
}
