/** The topology of a study: each way in which its variants are built, drawn once, with what gives first in it. */
import type { Findings } from "../../analysis/findings/findings.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Lines } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { wrap } from "../kit/text.js";
import { time } from "../kit/time-axis.js";
import { numberedName } from "../kit/words.js";
import { busyTitle } from "./caption.js";
import { overviewCaption } from "./overview-caption.js";
import { type Panel, panelOf, TopologyPanel } from "./panel.js";
import { alikeWords, type Structure, structuresIn } from "./structures.js";

const edge = 6;
const gap = 16;
const panelsMost = 8;
const widestPage = 1240;
const nameType = { size: 12, bold: true, leading: 15 };
const saidType = { size: 10.5, leading: 14 };

interface Block {
  readonly name: readonly string[];
  readonly said: readonly string[];
  readonly panel: Panel;
  readonly alike: readonly string[];
  readonly height: number;
}

export function topologyOverview(findings: Findings): string {
  const all = structuresIn(findings);
  const shown = all.slice(0, panelsMost);
  const half = (chartWidth - 2 * edge - gap) / 2;
  const narrow = shown.length < 2 ? [] : shown.map((each) => blockOf(findings, each, half, half));
  const isSideBySide = narrow.length > 0 && narrow.every(({ panel }) => panel.width <= half);
  const blocks = isSideBySide
    ? narrow
    : shown.map((each) => blockOf(findings, each, chartWidth - 2 * edge, widestPage));
  const columns = isSideBySide ? 2 : 1;
  const widest = Math.max(...blocks.map(({ panel }) => panel.width));
  const width = Math.max(chartWidth, Math.ceil(isSideBySide ? 0 : widest) + 2 * edge);
  const rows = Array.from({ length: Math.ceil(blocks.length / columns) }, (_, r) =>
    blocks.slice(r * columns, (r + 1) * columns),
  );
  const heights = rows.map((row) => Math.max(...row.map(({ height }) => height)));
  const tops = heights.map((_, r) => heights.slice(0, r).reduce((sum, each) => sum + each + gap, 0));
  const room = isSideBySide ? half : width - 2 * edge;
  const left = all.length - shown.length;
  const note = left === 0 ? [] : [`Not drawn: ${left} more ways in which variants are built.`];
  const bodyHeight = heights.reduce((sum, each) => sum + each + gap, 0);
  return draw({
    chart: "topology",
    findings,
    caption: overviewCaption(findings),
    width,
    bodyHeight: Math.ceil(bodyHeight + note.length * 16),
    children: (
      <>
        {rows.map((row, r) =>
          row.map((block, c) => (
            <g transform={`translate(${round(edge + c * (half + gap))} ${round(tops[r]!)})`}>
              <BlockMarks block={block} room={room} />
            </g>
          )),
        )}
        <Lines lines={note} x={16} y={bodyHeight + 10} {...saidType} tone="muted" />
      </>
    ),
  });
}

function blockOf(findings: Findings, structure: Structure, room: number, widest: number): Block {
  const when = (ms: number): string => time(ms, findings.window.clock);
  const [first = 0] = structure.variants;
  const isOnly = findings.variants.length === 1;
  const panel = panelOf(structure.topology, { width: room, widest }, when);
  const name = isOnly ? [] : wrap(numberedName(findings, first), room - 20, nameType, 2);
  const said = isOnly ? [] : wrap(busyTitle(structure.topology, when), room - 20, saidType, 2);
  const alike = alikeWords(findings, structure).flatMap((each) => wrap(each, room - 20, saidType, 3));
  const heading = name.length * nameType.leading + said.length * saidType.leading;
  return { name, said, panel, alike, height: heading + panel.height + alike.length * saidType.leading + 6 };
}

function BlockMarks({ block: { name, said, panel, alike }, room }: { block: Block; room: number }) {
  const isFull = panel.picture.nodes.some(({ gives }) => gives !== undefined);
  const saidY = name.length * nameType.leading + 10;
  const panelY = name.length * nameType.leading + said.length * saidType.leading;
  return (
    <>
      <Lines lines={name} x={10} y={11} {...nameType} />
      <Lines lines={said} x={10} y={saidY} {...saidType} tone={isFull ? "bad" : "muted"} />
      <g transform={`translate(${round(Math.max(0, (room - panel.width) / 2))} ${panelY})`}>
        <TopologyPanel panel={panel} />
      </g>
      <Lines lines={alike} x={10} y={panelY + panel.height + 12} {...saidType} tone="muted" />
    </>
  );
}
