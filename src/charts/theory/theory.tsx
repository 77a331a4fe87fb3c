/** Theory against simulation: each figure as a multiple of its closed form. */
import { scaleLinear } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { BottomAxis, type Scale } from "../kit/axes.js";
import { decimal } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label, Path } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { shorten } from "../kit/text.js";
import { type TheoryRow, theoryCaption, theoryRows } from "./caption.js";

const margin = 16;
const whereWidth = 300;
const formWidth = 150;
const figuresWidth = 180;
const rowHeight = 20;
const mostRows = 40;
const leastReach = 0.05; // Least reach of the axis, each way from 1.
const mostReach = 1; // Values farther off are drawn at the edge; the number beside says how far.
const type = { size: 11 };

export function theory(findings: Findings): string {
  const { rows, leftOut } = theoryRows(findings, mostRows);
  const reach = Math.min(mostReach, Math.max(leastReach, ...rows.map(({ low, high }) => Math.max(1 - low, high - 1))));
  const left = margin + whereWidth + formWidth;
  const width = chartWidth - left - figuresWidth - margin;
  const x = scaleLinear([1 - reach, 1 + reach], [0, width]).clamp(true);
  const height = rows.length * rowHeight;
  const note =
    rows.length === 0
      ? "No exact closed form applies here, or no run was long enough to judge one."
      : leftOutNote(leftOut);
  return draw({
    chart: "theory",
    findings,
    caption: theoryCaption(findings),
    bodyHeight: height + 46,
    children: (
      <>
        {rows.map((row, i) => (
          <Words row={row} y={i * rowHeight + 22} />
        ))}
        {rows.length > 0 && (
          <g transform={`translate(${left} 8)`}>
            <Path d={`M${round(x(1))},0V${height}`} stroke="ink" dashes="5 3" />
            {rows.map((row, i) => (
              <Interval row={row} x={x} y={(i + 0.5) * rowHeight} />
            ))}
            <BottomAxis scale={x} y={height} ticks={x.ticks(5)} show={(tick) => decimal(tick, 2)} />
          </g>
        )}
        <Label x={margin} y={height + 26} size={10} tone="muted">
          {note}
        </Label>
      </>
    ),
  });
}

function Words({ row, y }: { row: TheoryRow; y: number }) {
  return (
    <>
      <Label x={margin} y={y} {...type} bold={!row.agrees}>
        {shorten(row.where, whereWidth - 10, { ...type, bold: !row.agrees })}
      </Label>
      <Label x={margin + whereWidth} y={y} {...type} tone="muted">
        {shorten(row.form, formWidth - 24, type)}
      </Label>
      <Label x={chartWidth - margin} y={y} {...type} anchor="end" tone={row.agrees ? "muted" : "bad"}>
        {shorten(`${row.off} of ${row.theory}`, figuresWidth - 24, type)}
      </Label>
    </>
  );
}

function Interval({ row: { low, high, ratio, agrees }, x, y }: { row: TheoryRow; x: Scale; y: number }) {
  const tone = agrees ? "latency" : "bad";
  return (
    <>
      <Path d={`M${round(x(low))},${round(y)}H${round(x(high))}`} stroke={tone} width={2} roundEnds />
      <Path d={`M${round(x(ratio))},${round(y)}h0`} stroke={tone} width={7} roundEnds />
    </>
  );
}

const leftOutNote = (leftOut: number): string => (leftOut === 0 ? "" : `Not shown: ${leftOut} more that agree closer.`);
