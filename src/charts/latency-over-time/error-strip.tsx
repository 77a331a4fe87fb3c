/** Errors over time, 0 to 100%, in a strip: under overload the latency of successful answers alone misleads. */
import { scaleLinear } from "d3";
import type { OverTimeFindings } from "../../analysis/findings/findings.js";
import type { Scale } from "../kit/axes.js";
import { binPoints } from "../kit/bins.js";
import { orUnknown, roundShare, shortShare } from "../kit/format.js";
import { Label } from "../kit/label.js";
import { largest } from "../kit/numbers.js";
import { areaPath } from "../kit/path.js";
import { Path, Rule } from "../kit/path-mark.js";
import { shorten } from "../kit/text.js";

export const stripHeight = 26;

/** `y` is the top of the strip; the label stands above it. */
interface ErrorStripProps {
  readonly overTime: OverTimeFindings;
  readonly limit: number | null; // The objective's limit on these errors.
  readonly x: Scale;
  readonly y: number;
}

export function ErrorStrip({ overTime, limit, x, y: top }: ErrorStripProps) {
  const [x0, x1] = x.range() as [number, number];
  const y = scaleLinear([0, 1], [top + stripHeight, top]).clamp(true);
  const most = largest(overTime.errorRate);
  const asked = limit === null ? "" : ` (limit ${roundShare(limit)})`;
  return (
    <>
      <Label x={x0} y={top - 5} size={10} tone={most ? "bad" : "muted"}>
        {shorten(most === 0 ? "no errors" : `errors, at most ${orUnknown(most, shortShare)}${asked}`, x1 - x0, {
          size: 10,
        })}
      </Label>
      <Rule y={y(1)} x0={x0} x1={x1} stroke="grid" />
      {most !== 0 && <Path d={areaPath(binPoints(overTime, overTime.errorRate, x, y), y(0))} fill="badFill" />}
      <Rule y={y(0)} x0={x0} x1={x1} stroke="muted" />
    </>
  );
}
