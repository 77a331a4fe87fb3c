/** One variant of a load sweep: band, line and points; dashed for the baseline. */
import type { Scale } from "../kit/axes.js";
import { paint, seriesTone } from "../kit/colours.js";
import { Band, Curve, Dots } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import type { Point } from "../kit/path.js";
import type { LoadPoint } from "./points.js";

interface LoadCurveProps {
  readonly points: readonly LoadPoint[];
  readonly series: number;
  readonly dashed: boolean;
  readonly x: Scale;
  readonly y: Scale;
}

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
