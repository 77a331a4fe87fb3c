/** Offered load over time, on the time axis of the neighbouring panels. */
import { scaleLinear } from "d3";
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { type Scale, TimeAxis } from "../kit/axes.js";
import { binPoints } from "../kit/bins.js";
import { rate } from "../kit/format.js";
import { Label } from "../kit/label.js";
import { SpikeShade } from "../kit/marks.js";
import { largest } from "../kit/numbers.js";
import { areaPath } from "../kit/path.js";
import { Path, Rule } from "../kit/path-mark.js";
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
      <SpikeShade findings={findings} scale={x} y={heading} height={height} />
      <Path d={areaPath(binPoints(overTime, overTime.offeredLoad, x, y), y(0))} fill="traffic" />
      <Rule y={y(0)} x0={left} x1={right} stroke="muted" />
      <TimeAxis scale={x} y={y(0)} findings={findings} />
    </>
  );
}
