/** Width of each interval against run length, both axes logarithmic. */
import { scaleLog } from "d3";
import { BottomAxis, Grid, LeftLabels } from "../kit/axes.js";
import { seriesTone } from "../kit/colours.js";
import { dodge } from "../kit/dodge.js";
import { roundShare } from "../kit/format.js";
import { Label } from "../kit/label.js";
import { logDomain, logTicks } from "../kit/log-axis.js";
import { Curve, Dots, ObjectiveLine } from "../kit/marks.js";
import { largest, smallest } from "../kit/numbers.js";
import { shorten } from "../kit/text.js";
import { time } from "../kit/time-axis.js";
import type { ConvergenceRow } from "./rows.js";

const namesWidth = 104;
const pitch = 13;
const type = { size: 10 };

interface PanelProps {
  readonly row: ConvergenceRow;
  readonly width: number;
  readonly height: number;
}

export function ConvergencePanel({ row: { steady, lines }, width, height }: PanelProps) {
  const all = lines.flatMap(({ points }) => points);
  const lengths = spanOf(all.map(({ lengthMs }) => lengthMs));
  const widths = logDomain([...all.map((point) => point.width), steady.precision]);
  const x = scaleLog(lengths, [0, width]).clamp(true);
  const y = scaleLog(widths, [height, 0]).clamp(true);
  const yTicks = logTicks(widths, height);
  const drawn = lines.map(({ points }) => points.map((point) => [x(point.lengthMs), y(point.width)] as const));
  const ends = drawn.map((points) => points.at(-1)?.[1] ?? height);
  const ys = dodge(ends, pitch, 4, height);
  return (
    <>
      <Grid scale={y} ticks={yTicks} x0={0} x1={width} />
      <LeftLabels scale={y} ticks={yTicks} x={-8} show={roundShare} limit={steady.precision} />
      <ObjectiveLine y={y(steady.precision)} x0={0} x1={width} />
      {drawn.map((points, i) => (
        <>
          <Curve points={points} tone={seriesTone(i + 1)} width={1.4} />
          <Dots points={points} tone={seriesTone(i + 1)} size={5} />
        </>
      ))}
      {lines.map(({ metric, points }, i) => (
        <Label x={width + 8} y={ys[i]! + 3} {...type} tone={seriesTone(i + 1)}>
          {shorten(points.length === 0 ? `${metric}: none` : metric, namesWidth, type)}
        </Label>
      ))}
      <BottomAxis scale={x} y={height} ticks={timesWithin(lengths, width)} show={(tick) => time(tick, null)} />
      <Label x={0} y={height + 32} size={10} tone="muted">
        Half-width ÷ value, by length of each replication
      </Label>
    </>
  );
}

const SECOND = 1000;
const ROUND_TIMES = [0.001, 0.01, 0.1, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18_000, 36_000];
const DAYS = [1, 2, 5, 10, 20, 50, 100, 1000, 10_000].map((days) => days * 86_400);

/** The domain, with a margin at either end. */
function spanOf(lengthsMs: readonly number[]): [number, number] {
  const [low, high] = [smallest(lengthsMs) ?? 1, largest(lengthsMs) ?? 10];
  return [low / 1.25, Math.max(high, low * 2) * 1.25];
}

/** Round times as ticks, as many as have room for their labels. */
function timesWithin([low, high]: readonly [number, number], width: number): number[] {
  const inside = [...ROUND_TIMES, ...DAYS].map((s) => s * SECOND).filter((ms) => ms >= low && ms <= high);
  const every = Math.max(1, Math.ceil(inside.length / (width / 60)));
  return inside.filter((_, i) => i % every === 0);
}
