/** Fourth chapter: what requests wait for, and which resources they use. */

import { longestWait, timeSpent } from "../../analysis/figures/time-spent.js";
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { inline, showDuration } from "../../charts/kit/estimate.js";
import { drawable, largest, round } from "../../charts/kit/numbers.js";
import { noun, numberedName } from "../../charts/kit/words.js";
import { longestWaitsTable, timeSpentTable } from "../run/time-spent-tables.js";
import { block, type Chapter, foldedTables, RANK, tableBlock } from "./chapter.js";
import type { NamedTable, PageTable } from "./table.js";

const explained =
  "Milliseconds of a request, by Little's law: the mean number that waits for a part, or uses it, divided by arrivals per second, failed requests included. " +
  "A thread or a connection is in use through all that it waits for behind it, so times in use overlap. " +
  "Work that goes on without its request (after a timeout, in a queue, in parallel) counts too.";

export function timeChapter(findings: Findings): Chapter {
  const tables = findings.variants.map((variant, i) => spentTable(findings, variant, i));
  if (tables.every(({ table }) => table.rows.length === 0)) return { id: "time", title: "", blocks: [] };
  const one = tables.length === 1;
  return {
    id: "time",
    title: "Where time goes",
    blocks: [
      ...(one
        ? tableBlock(tables[0].id, tables[0].caption, tables[0].table)
        : tableBlock("t-waits", "The longest wait of a request, and all the rest", waits(findings))),
      block(
        <p class="muted">
          <Key of="w" /> waiting, <Key of="u" /> {one ? "in use" : "the rest, or in use"}. {explained}
        </p>,
      ),
      ...(one ? [] : foldedTables(`Every part of every ${noun(findings)}`, tables, RANK.every)),
    ],
  };
}

/** Bars on one scale for all variants. */
function waits(findings: Findings): PageTable {
  const { heads, rows } = longestWaitsTable(findings);
  const spent = findings.variants.map(timeSpent);
  const most = largest(spent.map(({ insideMs }) => insideMs.value)) ?? 0;
  const bars = spent.map((each) => {
    const waiting = drawable(longestWait(each)?.waitingMs.value) ?? 0;
    return (
      <TimeBar waiting={waiting} inUse={Math.max(0, (drawable(each.insideMs.value) ?? 0) - waiting)} most={most} />
    );
  });
  return { heads: [...heads, ""], rows: rows.map((row, i) => [...row, bars[i]]) };
}

const Key = ({ of }: { of: "w" | "u" }) => (
  <svg class="key bar-key" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
    <rect class={of} width={10} height={10} />
  </svg>
);

function spentTable(findings: Findings, variant: VariantFindings, i: number): NamedTable {
  const spent = timeSpent(variant);
  const { heads, rows } = timeSpentTable(spent);
  const most = largest(spent.at.map((at) => (drawable(at.waitingMs.value) ?? 0) + (drawable(at.inUseMs.value) ?? 0)));
  const bars = spent.at.map(({ waitingMs, inUseMs }) => (
    <TimeBar waiting={waitingMs.value} inUse={inUseMs.value} most={most ?? 0} />
  ));
  return {
    id: `t-time-${i + 1}`,
    caption: `${numberedName(findings, i)}: ${inline(showDuration(spent.insideMs))} inside, a request`,
    table: { heads: [...heads, ""], rows: rows.map((row, at) => [...row, bars[at]]) },
  };
}

const WIDTH = 144;
const HEIGHT = 13;

/** Waiting time and time in use, to scale. Hidden from screen readers: the same row has the numbers. */
function TimeBar({ waiting, inUse, most }: { waiting: number | null; inUse: number | null; most: number }) {
  const scale = (value: number | null) => round(((drawable(value) ?? 0) / most) * WIDTH);
  const [first, second] = most > 0 ? [scale(waiting), scale(inUse)] : [0, 0];
  return (
    <svg class="bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <rect class="w" x={0} y={0} width={first} height={HEIGHT} />
      <rect class="u" x={first} y={0} width={second} height={HEIGHT} />
    </svg>
  );
}
