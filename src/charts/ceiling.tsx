/** The search for a ceiling: where it looked, what it saw, and what is proven. */
import type { CeilingFindings } from "../analysis/ceiling-findings.js";
import { ceilingCaption } from "./ceiling-caption.js";
import { CeilingPlot, ceilingHeight } from "./ceiling-plot.js";
import { chartWidth, draw } from "./frame.js";

export function ceilingChart(found: CeilingFindings): string {
  return draw({
    chart: "ceiling",
    findings: { ...found, variants: [found] },
    caption: ceilingCaption(found),
    bodyHeight: ceilingHeight(found),
    children: <CeilingPlot found={found} width={chartWidth} />,
  });
}
