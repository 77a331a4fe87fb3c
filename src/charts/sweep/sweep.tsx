/** A sweep: a hockey stick over one knob, a map over two. */
import type { SweepFindings } from "../../analysis/findings/sweep-findings.js";
import { chartWidth, draw } from "../kit/frame.js";
import { sweepCaption } from "./caption.js";
import { curveHeight, SweepCurve } from "./curve.js";
import { mapHeight, SweepMap } from "./map.js";

export function sweep(findings: SweepFindings): string {
  const isCurve = findings.knobs.length === 1;
  return draw({
    chart: "sweep",
    findings: { ...findings, variants: [findings] },
    caption: sweepCaption(findings),
    bodyHeight: isCurve ? curveHeight : mapHeight(findings),
    children: isCurve ? (
      <SweepCurve sweep={findings} width={chartWidth} />
    ) : (
      <SweepMap sweep={findings} width={chartWidth} />
    ),
  });
}
