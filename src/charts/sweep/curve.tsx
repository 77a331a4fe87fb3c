/** p99 and p50, or a requested figure, over one knob: bands, objective, knee, and verdicts as the shape of marks. */
import { scaleLinear } from "d3";
import type { Estimate } from "../../analysis/findings/findings.js";
import type { SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import { BottomAxis, Grid, LeftLabels, type Scale } from "../kit/axes.js";
import { markRadius, toneOf, VerdictMark } from "../kit/badge.js";
import { paint, type ToneName } from "../kit/colours.js";
import { ROUND_IN_UNIT } from "../kit/format.js";
import { Band, Curve, Label, ObjectiveLine, Path } from "../kit/marks.js";
import { drawable, round } from "../kit/numbers.js";
import { figureWords } from "../kit/objective-words.js";
import type { Point } from "../kit/path.js";
import { shorten } from "../kit/text.js";
import { backWords } from "./back-words.js";
import { type SweepSubject, sweepSubject } from "./subject.js";
import { type ValueAxis, valueAxis } from "./value-axis.js";
import { valueWords } from "./value-words.js";

const left = 72;
const right = 90;
const top = 34;
const plot = 320;
const tickRoom = 60;
const wordRoom = 60; // Of what stands beside a mark, at least.

export const curveHeight = top + plot + 46;

export function SweepCurve({ sweep, width }: { sweep: SweepFindings; width: number }) {
  const { knobs, points, objectives, knee } = sweep;
  const [knob] = knobs;
  const values = knob.values.map((value) => drawable(value) ?? 0);
  const x = scaleLinear([values[0] ?? 0, values[values.length - 1] ?? 1], [0, width - left - right]).clamp(true);
  const subject = sweepSubject(sweep);
  const { of, isNamed, isKnees, unit } = subject;
  const limit = subject.limit?.at ?? null;
  const hasP50 = !isNamed && isKnees;
  const numbers = points.flatMap((point) =>
    [...(hasP50 ? [point.p50Ms] : []), of(point)].flatMap(({ value, low, high }) => [value, low, high]),
  );
  const axis = valueAxis(subject, [...numbers, limit], [plot, 0]);
  const { scale: y, ticks: yTicks } = axis;
  const spread = x.range()[1];
  const roomAt = (at: number): number =>
    Math.max(wordRoom, Math.min(...values.map((value) => Math.abs(x(value) - at)).filter((gap) => gap > 0), 200));
  const bend = points.find((point) => isKnees && point.at[0] === knee?.value);
  const bendAt = axis.shown(bend === undefined ? null : of(bend).value);
  const [label] = isNamed ? subject.name.split(" of ") : ["p99"];
  return (
    <g transform={`translate(${left} ${top})`}>
      <BoundaryBand boundary={sweep.boundary} x={x} spread={spread} />
      <Grid scale={y} ticks={yTicks} x0={0} x1={spread} />
      <LeftLabels scale={y} ticks={yTicks} x={-8} show={ROUND_IN_UNIT[unit]} limit={limit} />
      {limit !== null && <ObjectiveLine y={y(limit)} x0={0} x1={spread} />}
      {hasP50 && <Line points={points} of={p50Of} tone="median" name="p50" x={x} axis={axis} above={of} />}
      <Line points={points} of={of} tone="latency" name={label} x={x} axis={axis} />
      {points.map((point, i) => (
        <Mark
          row={i % 2}
          point={point}
          subject={subject}
          x={x(drawable(point.at[0]) ?? 0)}
          axis={axis}
          room={roomAt(x(drawable(point.at[0]) ?? 0))}
          judged={objectives.length > 0}
        />
      ))}
      {knee?.value != null && bendAt !== null && (
        <circle
          cx={round(x(knee.value))}
          cy={round(y(bendAt))}
          r={markRadius + 5}
          {...paint({ stroke: "ink" })}
          stroke-width={1.5}
        />
      )}
      {points.some((point) => point.growing && (!isNamed || axis.shown(of(point).value) === null)) && (
        <Label x={0} y={-18} size={10} tone="muted">
          {`up here: no ${label}, the queue grows`}
        </Label>
      )}
      <BottomAxis scale={x} y={plot} ticks={spaced(values, x)} show={(value) => valueWords(knob, value)} />
      <Label x={0} y={plot + 34} tone="muted">
        {knob.name === "load" ? "load, times the model's own" : knob.name}
      </Label>
    </g>
  );
}

/** Where the system does not come back: the interval shaded, and a line from which on most runs do not. */
function BoundaryBand(props: { boundary: SweepFindings["boundary"]; x: Scale; spread: number }) {
  const { boundary, x, spread } = props;
  const value = drawable(boundary?.at.value);
  if (boundary === undefined || value === null) return null;
  const { low, high } = boundary.at;
  const [from, to] = [x(drawable(low) ?? value), x(drawable(high) ?? value)];
  const at = x(value);
  const isFrom = boundary.side === "from";
  const isLeft = isFrom ? spread - at < 150 : at > 150; // On the side of the line that has room.
  return (
    <>
      <rect x={round(from)} y={0} width={round(Math.max(1, to - from))} height={plot} {...paint({ fill: "spike" })} />
      <Path d={`M${round(at)},0V${plot}`} stroke="bad" width={1.5} dashes="4 3" />
      <Label x={at + (isLeft ? -6 : 6)} y={-18} size={10} anchor={isLeft ? "end" : "start"} tone="bad" halo>
        {isFrom ? "from here on most runs stay down" : "up to here most runs stay down"}
      </Label>
    </>
  );
}

interface LineProps {
  readonly points: readonly SweepPoint[];
  readonly of: (point: SweepPoint) => Estimate;
  readonly tone: ToneName;
  readonly name: string;
  readonly x: Scale;
  readonly axis: ValueAxis;
  readonly above?: (point: SweepPoint) => Estimate; // Another line, whose name stands above this one's.
}

const NAME = 13; // Height of a name.

const p50Of = ({ p50Ms }: SweepPoint): Estimate => p50Ms;

function Line({ points, of, tone, name, x, axis: { scale: y, shown }, above }: LineProps) {
  const drawn = (figure: (point: SweepPoint) => Estimate) =>
    points.map((point): Point | null => {
      const value = shown(figure(point).value);
      return value === null ? null : [x(drawable(point.at[0]) ?? 0), y(value)];
    });
  const line = drawn(of);
  const band = points.map((point) => {
    const [low, high] = [shown(of(point).low), shown(of(point).high)];
    return low === null || high === null ? null : ([x(drawable(point.at[0]) ?? 0), y(low), y(high)] as const);
  });
  const last = line.findLast((point) => point !== null);
  const other = above === undefined ? null : drawn(above).findLast((point) => point !== null);
  const isNear = last != null && other != null && other[0] === last[0] && last[1] - other[1] < NAME;
  return (
    <>
      <Band points={band} tone={tone} />
      <Curve points={line} tone={tone} />
      {last && (
        <Label x={last[0] + 10} y={(isNear ? other[1] + NAME : last[1]) + 4} tone={tone} bold>
          {shorten(name, right - 12, { size: 11, bold: true })}
        </Label>
      )}
    </>
  );
}

interface MarkProps {
  readonly point: SweepPoint;
  readonly subject: SweepSubject;
  readonly x: number;
  readonly room: number; // Between it and the next.
  readonly row: number; // Words that are wider stand below and above, by turns.
  readonly axis: ValueAxis;
  readonly judged: boolean;
}

/**
 * Where the queue grows and there is no value, the mark stands above the plot. Where another figure was missed or is
 * unknown, that figure stands beside the mark.
 */
function Mark({ point, subject, x, room, row, axis: { scale: y, shown }, judged }: MarkProps) {
  const value = shown(subject.of(point).value);
  if (value === null && !point.growing) return null;
  const at = { x, y: value === null ? -9 : y(value) };
  const { back } = point;
  const isBack = back === undefined || back.back === back.of;
  // Where nothing is asked, what does not come back is no good value all the same.
  const verdict = judged || isBack ? point.verdict : back.down * 2 > back.of ? "missed" : "unknown";
  const isAbove = point.growing && (value === null || !subject.isNamed);
  if (isAbove && !judged) return <VerdictMark {...at} verdict="unknown" />;
  if (isAbove) return <VerdictMark {...at} verdict={verdict} />;
  if (!judged && !point.growing && isBack) return <VerdictMark {...at} verdict="met" tone="latency" />;
  const deciding = point.objectives.filter((each) => each.verdict === verdict);
  const isDrawn = subject.judged(point).some((each) => deciding.includes(each));
  const [other] = verdict === "met" || isDrawn ? [] : deciding;
  const asked = other !== undefined ? figureWords(other) : point.growing && !isDrawn ? "grows" : null;
  const beside = isBack ? asked : `${backWords(back).replace(" of ", "/")} back`;
  const type = { size: 10.5 };
  const isWide = beside !== null && shorten(beside, room - 4, type) !== beside;
  // Axis labels would be below the mark, or the words of its neighbours.
  const isLow = (subject.isNamed && at.y > plot - 24) || (isWide && row === 1);
  return (
    <>
      <VerdictMark {...at} verdict={verdict} />
      {beside !== null && (
        <Label
          x={at.x}
          y={isLow ? at.y - 10 : at.y + 17}
          size={type.size}
          anchor={x === 0 ? "start" : "middle"}
          tone={toneOf[verdict]}
          halo
        >
          {shorten(beside, isWide ? 2 * room - 4 : room - 4, type)}
        </Label>
      )}
    </>
  );
}

/** The values themselves, as many as have room for their labels. */
function spaced(values: readonly number[], x: Scale): number[] {
  const kept: number[] = [];
  for (const value of values) {
    const last = kept.at(-1);
    if (last === undefined || x(value) - x(last) >= tickRoom) kept.push(value);
  }
  return kept;
}
