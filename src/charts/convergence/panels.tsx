/** The panels of a variant: its intervals by run length, and its warm-up. */
import { scaleLinear, scaleLog } from "d3";
import { BottomAxis, Grid, LeftLabels, logDomain, logTicks } from "../kit/axes.js";
import { paint, seriesTone } from "../kit/colours.js";
import { decimal, roundShare } from "../kit/format.js";
import { dodge } from "../kit/layout.js";
import { Curve, Dots, Label, ObjectiveLine } from "../kit/marks.js";
import { drawable, largest, round, smallest } from "../kit/numbers.js";
import { shorten } from "../kit/text.js";
import { time, timeTicks } from "../kit/time-axis.js";
import type { ConvergenceRow } from "./caption.js";

const namesWidth = 104;
const pitch = 13;
const type = { size: 10 };

interface PanelProps {
  readonly row: ConvergenceRow;
  readonly width: number;
  readonly height: number;
}

/** Width of each interval against run length, both axes logarithmic. */
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

/** Requests in the system from the start of the first look, the discarded warm-up shaded. */
export function WarmUpPanel({ row, width, height }: PanelProps) {
  const { firstLook, warmUpMs } = row.steady;
  const { inSystem } = firstLook;
  const binMs = Math.max(drawable(firstLook.binMs) ?? 1, 1e-6);
  const toMs = Math.max(1, inSystem.length) * binMs;
  const x = scaleLinear([0, toMs], [0, width]).clamp(true);
  const y = scaleLinear([0, largest(inSystem) || 1], [height, 0])
    .nice(4)
    .clamp(true);
  const ticks = y.ticks(4);
  const points = inSystem.map((value, bin) => {
    const drawn = drawable(value);
    return drawn === null ? null : ([x((bin + 0.5) * binMs), y(drawn)] as const);
  });
  return (
    <>
      <rect x={0} y={0} width={round(x(warmUpMs))} height={height} {...paint({ fill: "spike" })} />
      <Grid scale={y} ticks={ticks} x0={0} x1={width} />
      <LeftLabels scale={y} ticks={ticks} x={-8} show={(tick) => decimal(tick, Number.isInteger(tick) ? 0 : 1)} />
      <Curve points={points} tone="median" width={1.4} />
      <BottomAxis
        scale={x}
        y={height}
        ticks={timeTicks([0, toMs], null, width)}
        show={(tick) => (tick === 0 ? "0" : time(tick, null))}
      />
      <Label x={0} y={height + 32} size={10} tone="muted">
        In the system, from the start
      </Label>
    </>
  );
}
