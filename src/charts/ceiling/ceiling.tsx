/** The ceiling chart: loads tried, what each showed, and the proven interval. */
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
