/** Axes: horizontal grid lines only, short labels. */
import type { ScaleContinuousNumeric } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { Label } from "./label.js";
import { round } from "./numbers.js";
import { Path } from "./path-mark.js";
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
