/** Axes: horizontal grid lines only, short labels; logarithmic ones with round ends, and ticks at 1, 2 and 5. */
import type { ScaleContinuousNumeric } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { Label, Path } from "./marks.js";
import { drawableLog, largest, round, smallest } from "./numbers.js";
import { widthOf } from "./text.js";
import { tickTime, timeTicks } from "./time-axis.js";

export type Scale = ScaleContinuousNumeric<number, number>;

const size = 10;

interface BottomAxisProps {
  readonly scale: Scale;
  readonly y: number;
  readonly ticks: readonly number[];
  readonly show: (tick: number) => string;
  readonly overhang?: number | undefined; // How far a label may extend beyond either end of the axis.
}

/** Ticks and labels below `y`. End labels are pulled in so that neighbouring panels do not overlap. */
export function BottomAxis({ scale, y, ticks, show, overhang = 20 }: BottomAxisProps) {
  const [left, right] = scale.range() as [number, number];
  return ticks.map((tick) => {
    const half = widthOf(show(tick), { size }) / 2;
    const x = scale(tick);
    const labelX = Math.max(left - overhang + half, Math.min(right + overhang - half, x));
    return (
      <>
        <Path d={`M${round(x)},${round(y)}v4`} stroke="muted" />
        <Label x={labelX} y={y + 15} size={size} anchor="middle" tone="muted">
          {show(tick)}
        </Label>
      </>
    );
  });
}

interface TimeAxisProps {
  readonly scale: Scale;
  readonly y: number;
  readonly findings: Findings;
  readonly overhang?: number;
}

export function TimeAxis({ scale, y, findings, overhang }: TimeAxisProps) {
  const [left, right] = scale.range() as [number, number];
  const ticks = timeTicks(scale.domain() as [number, number], findings.window.clock, right - left);
  return (
    <BottomAxis
      scale={scale}
      y={y}
      ticks={ticks}
      overhang={overhang}
      show={(tick) => tickTime(tick, findings.window.clock)}
    />
  );
}

/** Grid lines at the ticks, from `x0` to `x1`. */
export function Grid({ scale, ticks, x0, x1 }: { scale: Scale; ticks: readonly number[]; x0: number; x1: number }) {
  const d = ticks.map((tick) => `M${round(x0)},${round(scale(tick))}H${round(x1)}`).join("");
  return <Path d={d} stroke="grid" />;
}

interface LeftLabelsProps {
  readonly scale: Scale;
  readonly ticks: readonly number[];
  readonly x: number; // Right end of the labels.
  readonly show: (tick: number) => string;
  readonly limit?: number | null; // An objective: its label is bold, and ticks too close to it are dropped.
}

export function LeftLabels({ scale, ticks, x, show, limit = null }: LeftLabelsProps) {
  const clear = ticks.filter((tick) => limit === null || Math.abs(scale(tick) - scale(limit)) >= 13);
  return (
    <>
      {clear.map((tick) => (
        <Label x={x} y={scale(tick) + 3.5} size={size} anchor="end" tone="muted">
          {show(tick)}
        </Label>
      ))}
      {limit !== null && (
        <Label x={x} y={scale(limit) + 3.5} size={size} bold anchor="end">
          {show(limit)}
        </Label>
      )}
    </>
  );
}

/** The nearest round number 1, 2 or 5 · 10ⁿ below or above a positive value. */
function roundTo(value: number, up: boolean): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const choices = [1, 2, 5, 10].map((digit) => digit * decade);
  return up
    ? (choices.find((each) => each >= value * 0.9999) ?? value)
    : (choices.findLast((each) => each <= value * 1.0001) ?? value);
}

/** Round ends around all positive values, at least `leastRatio` apart. */
export function logDomain(values: readonly (number | null | undefined)[], leastRatio = 10): [number, number] {
  const positive = values.map(drawableLog);
  const low = roundTo(smallest(positive) ?? 1, false);
  const high = roundTo(largest(positive) ?? 1_000, true);
  return [low, Math.max(high, low * leastRatio)];
}

/** Ticks at 1, 2 and 5 if each has `room` pixels; else at powers of ten, every second, every fifth … */
export function logTicks([low, high]: readonly [number, number], pixels: number, room = 15): number[] {
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.ceil(Math.log10(high) - 1e-9);
  const perDecade = pixels / Math.max(Math.log10(high / low), 1e-9);
  const digits = perDecade * Math.log10(2) >= room ? [1, 2, 5] : [1];
  const stride = [1, 2, 5, 10, 20, 50, 100].find((n) => n * perDecade >= room) ?? 100;
  const ticks: number[] = [];
  for (let power = from; power <= to; power++) {
    if (power % stride !== 0) continue;
    for (const digit of digits) ticks.push(Number(`${digit}e${power}`));
  }
  return ticks.filter((tick) => tick >= low * 0.9999 && tick <= high * 1.0001);
}
