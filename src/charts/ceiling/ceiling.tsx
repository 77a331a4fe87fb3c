/** The search for a ceiling: where it looked, what it saw, and what is proven. */
import type { CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import { chartWidth, draw } from "../kit/frame.js";
import { ceilingCaption } from "./caption.js";
import { CeilingPlot, ceilingHeight } from "./plot.js";

export function ceilingChart(found: CeilingFindings): string {
  return draw({
    chart: "ceiling",
    findings: { ...found, variants: [found] },
    caption: ceilingCaption(found),
    bodyHeight: ceilingHeight(found),
    children: <CeilingPlot found={found} width={chartWidth} />,
  });
}
