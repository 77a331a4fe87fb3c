/** Ends of the p99 curves: at the last load tried, or at an open mark above the plot where the queue grows. */
import type { Findings } from "../../analysis/findings/findings.js";
import type { Scale } from "../kit/axes.js";
import { Badge, badgeRadius } from "../kit/badge.js";
import { paint, seriesTone } from "../kit/colours.js";
import { dodge } from "../kit/layout.js";
import { Band, Curve, Dots, Path } from "../kit/marks.js";
import { drawable, round } from "../kit/numbers.js";
import type { Point } from "../kit/path.js";
import { firstGrowing, type LoadPoint } from "./points.js";

const pitch = 2 * badgeRadius + 4;

interface Mark {
  readonly variant: number;
  readonly x: number;
  readonly level: number; // 0 is directly above the plot.
}

/** Marks of growing queues, stacked where they would overlap. */
export function growingMarks({ variants }: Findings, x: Scale): { marks: Mark[]; height: number } {
  const wanted = variants
    .flatMap((each, variant) => {
      const point = firstGrowing(each);
      return point === null ? [] : [{ variant, x: x(drawable(point.offeredLoad) ?? 0) }];
    })
    .sort((a, b) => a.x - b.x || a.variant - b.variant);
  const marks: Mark[] = [];
  for (const mark of wanted) {
    let level = 0;
    while (marks.some((other) => other.level === level && Math.abs(other.x - mark.x) < pitch)) level++;
    marks.push({ ...mark, level });
  }
  return { marks, height: marks.length === 0 ? 0 : (Math.max(...marks.map((mark) => mark.level)) + 1) * pitch + 4 };
}

interface EndsProps {
  readonly findings: Findings;
  readonly lines: readonly (readonly LoadPoint[])[]; // By variant, the points drawn.
  readonly x: Scale;
  readonly y: Scale;
  readonly height: number;
}

export function LineEnds({ findings, lines, x, y, height }: EndsProps) {
  const { marks } = growingMarks(findings, x);
  const ends = lines.flatMap((points, variant) => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ variant, x: x(last.offeredLoad), y: y(last.value) }];
  });
  const still = ends.filter((end) => !marks.some((mark) => mark.variant === end.variant));
  const ys = dodge(
    still.map((end) => end.y),
    pitch,
    badgeRadius,
    height - badgeRadius,
  );
  return (
    <>
      {marks.map((mark) => {
        const end = ends.find(({ variant }) => variant === mark.variant);
        const d = end === undefined ? "" : `M${round(end.x)},${round(end.y)}L${round(mark.x)},0V-4`;
        return <Path d={d} stroke={seriesTone(mark.variant)} dashes="1.5 3" />;
      })}
      {marks.map(({ variant, x: at, level }) => (
        <Badge x={at} y={-4 - badgeRadius - level * pitch} number={variant + 1} tone={seriesTone(variant)} open />
      ))}
      {still.map((end, i) => {
        const moved = Math.abs(ys[i] - end.y) > badgeRadius;
        const d = moved ? `M${round(end.x + 3)},${round(end.y)}L${round(end.x + 14)},${round(ys[i])}` : "";
        return <Path d={d} stroke={seriesTone(end.variant)} width={0.7} />;
      })}
      {still.map((end, i) => (
        <Badge x={end.x + 14} y={ys[i]} number={end.variant + 1} tone={seriesTone(end.variant)} />
      ))}
    </>
  );
}

interface LoadCurveProps {
  readonly points: readonly LoadPoint[];
  readonly series: number;
  readonly dashed: boolean;
  readonly x: Scale;
  readonly y: Scale;
}

/** One variant of a load sweep: band, line and points; dashed for the baseline. */
export function LoadCurve({ points, series, dashed, x, y }: LoadCurveProps) {
  const tone = seriesTone(series);
  const line = points.map(({ offeredLoad, value }): Point => [x(offeredLoad), y(value)]);
  const band = points.map(({ offeredLoad, low, high }) =>
    low === null || high === null ? null : ([x(offeredLoad), y(low), y(high)] as const),
  );
  return (
    <>
      <Band points={band} tone={tone} />
      <Curve points={line} tone={tone} dashes={dashed ? "6 4" : undefined} />
      <Dots points={line.filter((_, i) => !points[i].growing)} tone={tone} />
      {line.map(
        ([cx, cy], i) =>
          points[i].growing && (
            <circle
              cx={round(cx)}
              cy={round(cy)}
              r={3}
              {...paint({ fill: "paper", stroke: tone })}
              stroke-width={1.5}
            />
          ),
      )}
    </>
  );
}
