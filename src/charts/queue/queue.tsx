/** Queues of messages over time: for each, how many wait and how old the oldest is, all variants on shared axes. */
import { scaleLinear } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label } from "../kit/marks.js";
import { shorten } from "../kit/text.js";
import { timeDomain } from "../kit/time-axis.js";
import { queueCaption } from "./caption.js";
import { isQuiet, queuesIn } from "./queues.js";
import { QueueStrips, stripsHeight } from "./strips.js";

const left = 64; // For the labels of the axes.
const margin = 16;
const nameWidth = 196; // At the ends of the lines of several variants.
const headType = { size: 13, bold: true };
const heading = 40;
const between = 26;
const idleHeight = 22;

export function queue(findings: Findings): string {
  const queues = queuesIn(findings).toSorted((a, b) => Number(isQuiet(a)) - Number(isQuiet(b)));
  const right = margin + (findings.variants.length > 1 ? nameWidth + 14 : 14);
  const x = scaleLinear(timeDomain(findings), [0, chartWidth - left - right]);
  let height = 0;
  const placed = queues.map((each) => {
    const y = height;
    const hasStrips = !isQuiet(each);
    height += hasStrips ? heading + stripsHeight + between : idleHeight;
    return { each, y, hasStrips };
  });
  return draw({
    chart: "queue",
    findings,
    caption: queueCaption(findings),
    bodyHeight: height,
    children: placed.map(({ each, y, hasStrips }) => (
      <g transform={`translate(${left} ${y})`}>
        <Label x={margin - left} y={16} size={13} bold>
          {shorten(hasStrips ? each.part : `${each.part}: hardly a message waits`, chartWidth - 2 * margin, headType)}
        </Label>
        {hasStrips && (
          <g transform={`translate(0 ${heading})`}>
            <QueueStrips {...{ findings, queue: each, x, nameWidth }} />
          </g>
        )}
      </g>
    )),
  });
}
