/** The picture of one model: boxes for what there is, arrows for who asks whom. */

import type { Caption } from "../kit/caption.js";
import { chartWidth, draw } from "../kit/frame.js";
import { round } from "../kit/numbers.js";
import { panelOf, TopologyPanel } from "./panel.js";
import type { Picture } from "./picture.js";

type Sourced = Parameters<typeof draw>[0]["findings"];

/** @param when says a moment, such as "21:40" */
export function pictureChart(
  findings: Sourced,
  picture: Picture,
  caption: Caption,
  when: (ms: number) => string,
): string {
  const panel = panelOf(picture, { width: chartWidth - 12, widest: 1240 }, when);
  const width = Math.max(chartWidth, Math.ceil(panel.width) + 12);
  return draw({
    chart: "topology",
    findings,
    caption,
    width,
    bodyHeight: Math.ceil(panel.height),
    children: (
      <g transform={`translate(${round(Math.max(6, (width - panel.width) / 2))} 0)`}>
        <TopologyPanel panel={panel} />
      </g>
    ),
  });
}
