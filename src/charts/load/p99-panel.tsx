/** p99 against offered load. A curve ends where the queue starts to grow and points to an open mark above. */
import { scaleLog } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { BottomAxis, Grid, LeftLabels, type Scale } from "../kit/axes.js";
import { roundDuration } from "../kit/format.js";
import { Label } from "../kit/label.js";
import { logDomain, logTicks } from "../kit/log-axis.js";
import { ObjectiveLine } from "../kit/marks.js";
import { drawableLog } from "../kit/numbers.js";
import { askedOfAll, commonLimit } from "../kit/objective.js";
import { LoadCurve } from "./curve.js";
import { LineEnds } from "./ends.js";
import { loadPoints, steady } from "./points.js";

export interface LoadPanelProps {
  readonly findings: Findings;
  readonly x: Scale; // Of offered load; its range is the panel's width.
  readonly ticks: readonly number[];
  readonly show: (load: number) => string;
  readonly height: number; // Height of the plot; marks of growing queues stand above it.
}

export function LoadP99Panel({ findings, x, ticks, show, height }: LoadPanelProps) {
  const { variants } = findings;
  const asked = askedOfAll(findings);
  const limitMs = asked && commonLimit(asked);
  const lines = variants.map((variant) => loadPoints(steady(variant), ({ p99Ms }) => p99Ms, drawableLog));
  const domain = logDomain([...lines.flat().flatMap(({ value, low, high }) => [value, low, high]), limitMs]);
  const y = scaleLog(domain, [height, 0]);
  const yTicks = logTicks(domain, height);
  const [left, right] = x.range() as [number, number];
  return (
    <>
      <Grid scale={y} ticks={yTicks} x0={left} x1={right} />
      <LeftLabels scale={y} ticks={yTicks} x={left - 8} show={roundDuration} limit={limitMs} />
      {limitMs !== null && <ObjectiveLine y={y(limitMs)} x0={left} x1={right} />}
      {lines.map((points, i) => (
        <LoadCurve points={points} series={i} dashed={i === 0 && variants.length > 1} x={x} y={y} />
      ))}
      <LineEnds findings={findings} lines={lines} x={x} y={y} height={height} />
      <BottomAxis scale={x} y={height} ticks={ticks} show={show} />
      <Label x={left} y={height + 34} tone="muted">
        Offered load
      </Label>
    </>
  );
}
