/** A sweep as a chart: one knob as a curve, two as a map. One hue by strength reads without colour; lines are contour. */
import type { SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import { paint } from "../kit/colours.js";
import { IN_UNIT } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label, Path } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { shorten, widthOf } from "../kit/text.js";
import { sweepCaption } from "./caption.js";
import { curveHeight, SweepCurve } from "./curve.js";
import { type SweepSubject, sweepSubject } from "./subject.js";
import { type ValueAxis, valueAxis } from "./value-axis.js";
import { valueWords } from "./value-words.js";

const left = 96;
const right = 24;
const top = 28;
const rowHeight = 40;
const numberType = { size: 10.5 };

export const mapHeight = ({ knobs }: SweepFindings): number => top + rowHeight * (knobs[1]?.values.length ?? 0) + 50;

/** The first knob runs to the right, the second upward. */
export function SweepMap({ sweep, width }: { sweep: SweepFindings; width: number }) {
  const { knobs, points, objectives } = sweep;
  const [across, up] = knobs;
  const [columns, rows] = [across.values.length, up.values.length];
  const cell = (width - left - right) / columns;
  const subject = sweepSubject(sweep);
  const values = points.map((point) => subject.of(point).value);
  const strength = valueAxis(subject, values, [0.06, 0.6]);
  const at = (column: number, row: number): SweepPoint | undefined => points[column * rows + row];
  const y = (row: number): number => (rows - 1 - row) * rowHeight;
  const cells = Array.from({ length: columns * rows }, (_, i) => ({ column: Math.floor(i / rows), row: i % rows }));
  return (
    <g transform={`translate(${left} ${top})`}>
      <Label x={-left + 16} y={-10} tone="muted">
        {shorten(up.name, width - left, { size: 11 })}
      </Label>
      {cells.map(({ column, row }) => (
        <Cell point={at(column, row)} x={column * cell} y={y(row)} width={cell} subject={subject} strength={strength} />
      ))}
      {objectives.length > 0 && <Contour at={at} columns={columns} rows={rows} cell={cell} y={y} />}
      {up.values.map((value, row) => (
        <Label x={-8} y={y(row) + rowHeight / 2 + 4} size={10} anchor="end" tone="muted">
          {shorten(valueWords(up, value), left - 20, { size: 10 })}
        </Label>
      ))}
      {across.values.map((value, column) => (
        <Label x={(column + 0.5) * cell} y={rows * rowHeight + 16} size={10} anchor="middle" tone="muted">
          {shorten(valueWords(across, value), cell - 4, { size: 10 })}
        </Label>
      ))}
      <Label x={0} y={rows * rowHeight + 36} tone="muted">
        {shorten(across.name, width - left - right, { size: 11 })}
      </Label>
    </g>
  );
}

interface CellProps {
  readonly point: SweepPoint | undefined;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly subject: SweepSubject;
  readonly strength: ValueAxis;
}

function Cell({ point, x, y, width, subject, strength }: CellProps) {
  if (point === undefined) return null;
  const value = strength.shown(subject.of(point).value);
  const words = value !== null ? IN_UNIT[subject.unit](value) : point.growing ? "grows" : "unknown";
  const box = { x: round(x), y: round(y), width: round(width), height: rowHeight };
  const isBad = point.growing && (value === null || !subject.isNamed);
  const fill = isBad ? paint({ fill: "bad" }) : paint({ fill: value === null ? "cell" : "latency" });
  return (
    <>
      <rect {...box} {...fill} fill-opacity={isBad ? 0.35 : value === null ? 1 : round(strength.scale(value))} />
      {widthOf(words, numberType) < width - 6 && (
        <Label x={x + width / 2} y={y + rowHeight / 2 + 4} anchor="middle" halo {...numberType}>
          {words}
        </Label>
      )}
    </>
  );
}

interface ContourProps {
  readonly at: (column: number, row: number) => SweepPoint | undefined;
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
  readonly y: (row: number) => number;
}

/** Solid around met cells, dashed between unknown and missed. */
function Contour({ at, columns, rows, cell, y }: ContourProps) {
  const edges = { solid: "", dashed: "" };
  const part = (a: SweepPoint | undefined, b: SweepPoint | undefined, d: string): void => {
    if (a === undefined || b === undefined || a.verdict === b.verdict) return;
    edges[a.verdict === "met" || b.verdict === "met" ? "solid" : "dashed"] += d;
  };
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) {
      const [x1, y0] = [round((column + 1) * cell), y(row)];
      part(at(column, row), at(column + 1, row), `M${x1},${y0}v${rowHeight}`);
      if (row + 1 < rows) part(at(column, row), at(column, row + 1), `M${round(column * cell)},${y0}h${round(cell)}`);
    }
  return (
    <>
      <Path d={edges.dashed} stroke="ink" width={2} dashes="4 3" />
      <Path d={edges.solid} stroke="ink" width={3} roundEnds />
    </>
  );
}

/** A sweep: a hockey stick over one knob, a map over two. */
export function sweep(findings: SweepFindings): string {
  const isCurve = findings.knobs.length === 1;
  return draw({
    chart: "sweep",
    findings: { ...findings, variants: [findings] },
    caption: sweepCaption(findings),
    bodyHeight: isCurve ? curveHeight : mapHeight(findings),
    children: isCurve ? (
      <SweepCurve sweep={findings} width={chartWidth} />
    ) : (
      <SweepMap sweep={findings} width={chartWidth} />
    ),
  });
}
