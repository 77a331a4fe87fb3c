/** The panels of a load sweep: goodput and p99, both against offered load. */
import { scaleLinear, scaleLog } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { BottomAxis, Grid, LeftLabels, logDomain, logTicks, type Scale } from "../kit/axes.js";
import { Badge, badgeRadius } from "../kit/badge.js";
import { seriesTone } from "../kit/colours.js";
import { roundDuration } from "../kit/format.js";
import { dodge } from "../kit/layout.js";
import { Label, Lines, ObjectiveLine, Path } from "../kit/marks.js";
import { drawableLog, largest, round } from "../kit/numbers.js";
import { askedOfAll, commonLimit } from "../kit/objective.js";
import type { Point } from "../kit/path.js";
import { wrap } from "../kit/text.js";
import { bareName } from "../kit/words.js";
import { LineEnds, LoadCurve } from "./ends.js";
import { loadPoints, steady } from "./points.js";

export const nameWidth = 158;
export const namePitch = 29; // Two lines of text and a gap.

const nameType = { size: 10.5, leading: 12.5 };

/** With the line goodput = offered load. Names stand at the curves' ends. */
export function LoadGoodputPanel({ findings, x, ticks, show, height }: LoadPanelProps) {
  const { variants } = findings;
  const lines = variants.map(({ load }) => loadPoints(load, ({ goodput }) => goodput));
  const most = largest(lines.flat().flatMap(({ value, low, high }) => [value, low, high])) ?? 0;
  const [left, right] = x.range() as [number, number];
  const [, lastLoad] = x.domain();
  const y = scaleLinear([0, Math.max(lastLoad, most)], [height, 0]).clamp(true);
  const yTicks = y.ticks(6);
  const ends = lines.flatMap((points, series) => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ series, at: [x(last.offeredLoad), y(last.value)] as const }];
  });
  return (
    <>
      <Grid scale={y} ticks={yTicks} x0={left} x1={right} />
      <LeftLabels scale={y} ticks={yTicks} x={left - 8} show={show} />
      <Path d={`M${left},${height}L${round(right)},${round(y(lastLoad))}`} stroke="muted" dashes="1.5 3" />
      <Label x={right - 22} y={y(lastLoad) + 12} size={10} anchor="end" tone="muted">
        all answered
      </Label>
      {lines.map((points, i) => (
        <LoadCurve points={points} series={i} dashed={i === 0 && variants.length > 1} x={x} y={y} />
      ))}
      <Names findings={findings} ends={ends} x={right + 12} height={height} />
      <BottomAxis scale={x} y={height} ticks={ticks} show={show} />
      <Label x={left} y={height + 34} tone="muted">
        Offered load
      </Label>
    </>
  );
}

interface NamesProps {
  readonly findings: Findings;
  readonly ends: readonly { readonly series: number; readonly at: Point }[];
  readonly x: number;
  readonly height: number;
}

function Names({ findings, ends, x, height }: NamesProps) {
  const ys = dodge(
    ends.map(({ at }) => at[1]),
    namePitch,
    0,
    height,
  );
  return ends.map(({ series, at: [endX, endY] }, i) => {
    const tone = seriesTone(series);
    const lines = wrap(bareName(findings, series), nameWidth - 40, nameType, 2);
    const middle = ys[i] + 3.5 - ((lines.length - 1) * nameType.leading) / 2;
    return (
      <>
        <Path d={`M${round(endX + 3)},${round(endY)}L${round(x)},${round(ys[i])}`} stroke={tone} width={0.7} />
        <Badge x={x + badgeRadius} y={ys[i]} number={series + 1} tone={tone} />
        <Lines {...nameType} lines={lines} x={x + 19} y={middle} tone={tone} />
      </>
    );
  });
}

interface LoadPanelProps {
  readonly findings: Findings;
  readonly x: Scale; // Of offered load; its range is the panel's width.
  readonly ticks: readonly number[];
  readonly show: (load: number) => string;
  readonly height: number; // Height of the plot; marks of growing queues stand above it.
}

/** p99 against offered load. A curve ends where the queue starts to grow and points to an open mark above. */
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
