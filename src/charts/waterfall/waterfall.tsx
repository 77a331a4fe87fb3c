/** Single requests as waterfalls, one below the other: a row for each span, on a time axis of each request's own. */
import { scaleLinear } from "d3";
import type { ExplainFindings, PieceFindings, TraceFindings } from "../../analysis/findings/explain-findings.js";
import { BottomAxis, type Scale } from "../kit/axes.js";
import { paint, type ToneName } from "../kit/colours.js";
import { duration, roundDuration } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label, Path } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { shorten, widthOf } from "../kit/text.js";
import { waterfallCaption } from "./caption.js";
import { type Row, type Rows, rowsOf, shownUntilMs } from "./rows.js";
import { rowName, rowRemark, traceTitle } from "./words.js";

const left = 250;
const right = 74; // For how long a row takes.
const rowHeight = 19;
const barHeight = 11;
const indent = 11;
const titleRoom = 24;
const axisRoom = 38;
const legendRoom = 24;
const remarkType = { size: 10 };
const mostRows = 26; // Of each request.

const FILLS: Readonly<Record<PieceFindings["as"], ToneName>> = {
  work: "latency",
  network: "median",
  "back-off": "series3",
  waiting: "badFill",
};
const LEGEND = [
  ["work", "work"],
  ["waiting", "waiting"],
  ["network", "network"],
  ["back-off", "pause before another attempt"],
] as const;

export function waterfallChart(found: ExplainFindings): string {
  const panels = found.traces.map((trace) => ({ trace, rows: rowsOf(trace, mostRows) }));
  const heights = panels.map(({ rows }) => heightOf(rows));
  const starts = heights.map((_, i) => legendRoom + heights.slice(0, i).reduce((a, b) => a + b, 0));
  return draw({
    chart: "waterfall",
    findings: { ...found, variants: [{ modelHash: found.modelHash }] },
    caption: waterfallCaption(found),
    bodyHeight: legendRoom + heights.reduce((a, b) => a + b, 0),
    children: (
      <>
        <Legend found={found} />
        {panels.map(({ trace, rows }, i) => (
          <g transform={`translate(0 ${starts[i]!})`}>
            <Panel found={found} trace={trace} rows={rows} />
          </g>
        ))}
      </>
    ),
  });
}

const heightOf = ({ rows, hidden }: Rows): number =>
  titleRoom + (rows.length + (hidden > 0 ? 1 : 0)) * rowHeight + axisRoom;

/** Of what there is. */
function Legend({ found }: { found: ExplainFindings }) {
  const all = found.traces.flatMap(({ spans }) => spans.flatMap(({ pieces }) => pieces));
  const shown = LEGEND.filter(([as]) => all.some((piece) => piece.as === as || (as === "waiting" && piece.waitMs > 0)));
  let x = 16;
  return shown.map(([as, words]) => {
    const at = x;
    x += 24 + widthOf(words, { size: 10 }) + 14;
    return (
      <>
        <Bar x={at} width={18} y={8} as={as} />
        <Label x={at + 24} y={12} size={10} tone="muted">
          {words}
        </Label>
      </>
    );
  });
}

function Panel({ found, trace, rows: { rows, hidden } }: { found: ExplainFindings; trace: TraceFindings; rows: Rows }) {
  const untilMs = shownUntilMs(trace);
  const width = chartWidth - left - right;
  const x = scaleLinear([0, untilMs], [0, width]);
  const height = rows.length * rowHeight;
  const end = x(trace.latencyMs);
  return (
    <>
      <Label x={16} y={14} size={13} bold>
        {shorten(traceTitle(trace, found), chartWidth - 32, { size: 13, bold: true })}
      </Label>
      <g transform={`translate(${left} ${titleRoom})`}>
        {x.ticks(6).map((tick) => (
          <Path d={`M${round(x(tick))},0V${height}`} stroke="grid" />
        ))}
        {untilMs > trace.latencyMs && <Path d={`M${round(end)},0V${height}`} stroke="ink" dashes="3 3" />}
        {rows.map((row, i) => (
          <g transform={`translate(0 ${i * rowHeight})`}>
            <RowMarks row={row} x={x} untilMs={untilMs} latencyMs={trace.latencyMs} />
          </g>
        ))}
        {hidden > 0 && (
          <Label x={-left + 16} y={height + 13} size={10} tone="muted">
            {`and ${hidden} shorter ${hidden === 1 ? "span" : "spans"}`}
          </Label>
        )}
        <BottomAxis scale={x} y={height} ticks={x.ticks(6)} show={roundDuration} />
      </g>
    </>
  );
}

interface RowProps {
  readonly row: Row;
  readonly x: Scale;
  readonly untilMs: number;
  readonly latencyMs: number;
}

function RowMarks({ row, x, untilMs, latencyMs }: RowProps) {
  const { depth, fromMs, toMs, pieces, cause } = row;
  const centre = rowHeight / 2;
  const at = (ms: number): number => x(Math.min(ms, untilMs));
  const nameX = -left + 16 + depth * indent;
  const tone = cause === null ? "muted" : "bad";
  const took = duration(toMs - fromMs);
  const remark = rowRemark(row, latencyMs);
  const endX = at(toMs);
  const both = remark === "" ? took : `${took} · ${remark}`;
  const isRoomAfter = widthOf(both, remarkType) <= chartWidth - left - endX - 10;
  const remarkX = isRoomAfter ? null : insideX(row, at, widthOf(remark, remarkType) + 8);
  return (
    <>
      <Label x={nameX} y={centre + 4} tone={cause === null ? "ink" : "bad"}>
        {shorten(rowName(row), -8 - nameX, { size: 11 })}
      </Label>
      <Path d={`M${round(at(fromMs))},${centre}H${round(endX)}`} stroke="median" width={1} />
      {pieces.map((piece) => (
        <Piece piece={piece} at={at} y={centre} untilMs={untilMs} />
      ))}
      {cause !== null && <Cross x={endX} y={centre} />}
      <Label x={endX + 8} y={centre + 4} size={remarkType.size} tone={tone}>
        {isRoomAfter ? both : took}
      </Label>
      {remark !== "" && remarkX !== null && (
        <>
          <rect
            x={round(remarkX + 2)}
            y={centre - barHeight / 2}
            width={round(widthOf(remark, remarkType) + 4)}
            height={barHeight}
            {...paint({ fill: "paper" })}
          />
          <Label x={remarkX + 4} y={centre + 4} size={remarkType.size} tone={cause === null ? "ink" : "bad"}>
            {remark}
          </Label>
        </>
      )}
    </>
  );
}

/** Where so much text has room between the ends of a row: on its longest piece of waiting, or after its last piece. */
function insideX({ fromMs, toMs, pieces }: Row, at: (ms: number) => number, room: number): number | null {
  const waits = pieces.toSorted((a, b) => b.waitMs - a.waitMs)[0];
  if (waits !== undefined && at(waits.fromMs + waits.waitMs) - at(waits.fromMs) >= room) return at(waits.fromMs);
  const afterX = Math.max(at(fromMs), ...pieces.map((piece) => at(piece.toMs)));
  return at(toMs) - afterX >= room ? afterX : null;
}

interface PieceProps {
  readonly piece: PieceFindings;
  readonly at: (ms: number) => number;
  readonly y: number;
  readonly untilMs: number;
}

/** Of a piece on shared cores the waiting is drawn first: when it waited cannot be said. */
function Piece({ piece: { fromMs, toMs, waitMs, as, on }, at, y, untilMs }: PieceProps) {
  if (fromMs >= untilMs) return null;
  const workFromMs = fromMs + waitMs;
  const isNamed = as === "work" && at(toMs) - at(workFromMs) > widthOf(on, { size: 10 }) + 8;
  return (
    <>
      {waitMs > 0 && <Bar x={at(fromMs)} width={at(workFromMs) - at(fromMs)} y={y} as="waiting" />}
      {toMs > workFromMs && <Bar x={at(workFromMs)} width={at(toMs) - at(workFromMs)} y={y} as={as} />}
      {isNamed && (
        <Label x={at(workFromMs) + 4} y={y + 3.2} size={10} tone="paper">
          {on}
        </Label>
      )}
    </>
  );
}

/** Waiting is hatched, so that it shows without colours; network is thin. */
function Bar({ x, width, y, as }: { x: number; width: number; y: number; as: PieceFindings["as"] }) {
  const height = as === "network" ? 4 : barHeight;
  const top = y - height / 2;
  const wide = Math.max(0.75, width);
  const strokes = as === "waiting" ? Array.from({ length: Math.floor(wide / 5) }, (_, i) => x + 5 * (i + 1)) : [];
  return (
    <>
      <rect x={round(x)} y={top} width={round(wide)} height={height} {...paint({ fill: FILLS[as] })} />
      <Path
        d={strokes.map((each) => `M${round(each - 3.5)},${top + height}l3,${-height}`).join("")}
        stroke="paper"
        width={1}
      />
    </>
  );
}

function Cross({ x, y }: { x: number; y: number }) {
  const r = 3.5;
  return (
    <Path
      d={`M${round(x - r)},${y - r}l${2 * r},${2 * r}M${round(x - r)},${y + r}l${2 * r},${-2 * r}`}
      stroke="bad"
      width={2}
    />
  );
}
