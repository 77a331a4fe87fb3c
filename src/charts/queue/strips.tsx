/** One queue: messages waiting above, age of the oldest below, on one axis of time. */
import { scaleLinear } from "d3";
import type { Findings, OverTimeFindings } from "../../analysis/findings/findings.js";
import { Grid, LeftLabels, type Scale, TimeAxis } from "../kit/axes.js";
import { seriesTone } from "../kit/colours.js";
import { count, durationUnit, roundDuration } from "../kit/format.js";
import { dodge } from "../kit/layout.js";
import { Curve, Label, Path, Rule, SpikeShade } from "../kit/marks.js";
import { drawable, largest, round } from "../kit/numbers.js";
import type { Point } from "../kit/path.js";
import { shorten } from "../kit/text.js";
import { numberedName } from "../kit/words.js";
import { DrainMarks } from "./drain-marks.js";
import { MomentNames } from "./moment-names.js";
import type { Queue, QueueLine } from "./queues.js";

const depthHeight = 132;
const ageHeight = 84;
const gap = 30; // For the name of the lower strip.
export const stripsHeight = depthHeight + gap + ageHeight + 20;

const nameType = { size: 10.5 };
const pitch = 13;

interface StripsProps {
  readonly findings: Findings;
  readonly queue: Queue;
  readonly x: Scale; // Of time; its range is the width of the strips.
  readonly nameWidth: number; // To the right of them.
}

export function QueueStrips({ findings, queue: { lines }, x, nameWidth }: StripsProps) {
  const all = { findings, lines, x, nameWidth };
  return (
    <>
      <Strip {...all} name="messages waiting" height={depthHeight} of={({ depth }) => depth} show={count} whole />
      <MomentNames findings={findings} x={x} />
      <DrainMarks findings={findings} lines={lines} x={x} y={depthHeight} />
      <g transform={`translate(0 ${depthHeight + gap})`}>
        <Strip
          {...all}
          name="age of the oldest"
          height={ageHeight}
          of={({ oldestMs }) => oldestMs}
          unitOf={agesUnit}
          show={ageWords}
        />
        <TimeAxis scale={x} y={ageHeight} findings={findings} />
      </g>
    </>
  );
}

const ageWords = (ms: number): string => (ms === 0 ? "0" : roundDuration(ms));
const agesUnit = (most: number): number => durationUnit(most).divisor;

interface StripProps {
  readonly findings: Findings;
  readonly lines: readonly QueueLine[];
  readonly x: Scale;
  readonly nameWidth: number;
  readonly name: string;
  readonly height: number;
  readonly of: (line: QueueLine) => readonly number[];
  readonly unitOf?: (most: number) => number; // In which ticks are round.
  readonly show: (tick: number) => string;
  readonly whole?: boolean; // Only whole numbers have ticks.
}

function Strip({ findings, lines, x, nameWidth, name, height, of, unitOf = () => 1, show, whole = false }: StripProps) {
  const [x0, x1] = x.range() as [number, number];
  const most = largest(lines.flatMap(of)) ?? 0;
  const unit = unitOf(most);
  const y = scaleLinear([0, most > 0 ? most : unit], [height, 0]).clamp(true);
  const ticks = scaleLinear([0, (most > 0 ? most : unit) / unit], [0, 1])
    .ticks(height / 32)
    .filter((tick) => !whole || Number.isInteger(tick))
    .map((tick) => tick * unit);
  const drawn = lines.map((line) => ({
    line,
    points: endPoints(findings.variants[line.variant]!.overTime, of(line), x, y),
  }));
  const isMany = findings.variants.length > 1;
  return (
    <>
      <Label x={x0} y={-7} size={11} tone="muted">
        {name}
      </Label>
      <SpikeShade findings={findings} variant={null} scale={x} y={0} height={height} />
      <Grid scale={y} ticks={ticks} x0={x0} x1={x1} />
      {drawn.map(({ line: { variant }, points }) => (
        <Curve
          points={points}
          tone={toneOf(findings, variant)}
          width={1.8}
          dashes={isMany && variant === 0 ? "6 4" : undefined}
        />
      ))}
      <Rule y={height} x0={x0} x1={x1} stroke="muted" />
      <LeftLabels scale={y} ticks={ticks} x={x0 - 8} show={show} />
      {isMany && <LineNames {...{ findings, drawn, x: x1, width: nameWidth, height }} />}
    </>
  );
}

/** Of several variants each has its own colour. */
export const toneOf = ({ variants }: Findings, variant: number) =>
  variants.length === 1 ? ("latency" as const) : seriesTone(variant);

/** Each value at the end of its bin, where it was measured. */
function endPoints(
  { startMs, binMs }: OverTimeFindings,
  values: readonly number[],
  x: Scale,
  y: Scale,
): (Point | null)[] {
  return values.map((value, i) => {
    const shown = drawable(value);
    return shown === null ? null : [x(startMs + (i + 1) * binMs), y(shown)];
  });
}

interface LineNamesProps {
  readonly findings: Findings;
  readonly drawn: readonly { readonly line: QueueLine; readonly points: readonly (Point | null)[] }[];
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

/** At the ends of the lines, moved apart. */
function LineNames({ findings, drawn, x, width, height }: LineNamesProps) {
  const ends = drawn.flatMap(({ line, points }) => {
    const last = points.findLast((point) => point !== null);
    return last == null ? [] : [{ variant: line.variant, y: last[1] }];
  });
  const ys = dodge(
    ends.map(({ y }) => y),
    pitch,
    4,
    height,
  );
  return ends.map(({ variant, y }, i) => (
    <>
      <Path
        d={`M${round(x + 2)},${round(y)}L${round(x + 10)},${round(ys[i]!)}`}
        stroke={toneOf(findings, variant)}
        width={0.8}
      />
      <Label x={x + 14} y={ys[i]! + 3.5} {...nameType} tone={toneOf(findings, variant)}>
        {shorten(numberedName(findings, variant), width, nameType)}
      </Label>
    </>
  ));
}
