/** Strips on the time axis of the latency panels: offered load above them, errors below. */
import { scaleLinear } from "d3";
import type { Findings, OverTimeFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { type Scale, TimeAxis } from "../kit/axes.js";
import { orUnknown, rate, roundShare, shortShare } from "../kit/format.js";
import { binPoints } from "../kit/layout.js";
import { Label, Path, Rule, SpikeShade } from "../kit/marks.js";
import { largest } from "../kit/numbers.js";
import { areaPath } from "../kit/path.js";
import { shorten } from "../kit/text.js";
import { time } from "../kit/time-axis.js";

interface TrafficPanelProps {
  readonly findings: Findings;
  readonly variant: VariantFindings; // Any variant: all have the same traffic.
  readonly x: Scale;
  readonly heading: number; // Height of the text above.
  readonly height: number;
}

export function TrafficPanel({ findings, variant: { overTime }, x, heading, height }: TrafficPanelProps) {
  const [left, right] = x.range() as [number, number];
  const peak = largest(overTime.offeredLoad) ?? 0;
  const peakMs = overTime.startMs + Math.max(0, overTime.offeredLoad.indexOf(peak)) * overTime.binMs;
  const y = scaleLinear([0, peak > 0 ? peak : 1], [heading + height, heading]).clamp(true);
  return (
    <>
      <Label x={0} y={heading - 25 + 2} size={12} bold>
        The traffic
      </Label>
      <Label x={0} y={heading - 10 + 2} tone="muted">
        {`up to ${rate(peak)}, at ${time(peakMs, findings.window.clock)}`}
      </Label>
      <SpikeShade findings={findings} variant={null} scale={x} y={heading} height={height} />
      <Path d={areaPath(binPoints(overTime, overTime.offeredLoad, x, y), y(0))} fill="traffic" />
      <Rule y={y(0)} x0={left} x1={right} stroke="muted" />
      <TimeAxis scale={x} y={y(0)} findings={findings} />
    </>
  );
}

/** Errors over time, 0 to 100%, in a strip: under overload the latency of successful answers alone misleads. */
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
