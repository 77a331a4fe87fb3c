/** A row a variant: its shards from the busiest to the least, each as a multiple of their mean. */
import { scaleLinear } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { paint } from "../kit/colours.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label, Lines, Path, Rule } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { wrap } from "../kit/text.js";
import { numberedName } from "../kit/words.js";
import { busiestWords, EVEN, shardSkewCaption } from "./caption.js";
import { type Skew, skews } from "./rows.js";

const margin = 16;
const nameWidth = 200;
const left = margin + nameWidth + 20;
const right = 220;
const width = chartWidth - left - right;
const rowHeight = 58;
const barsHeight = 44;
const mostRows = 12;
const nameType = { size: 11, bold: true, leading: 14 };

export function shardSkew(findings: Findings): string {
  const all = skews(findings);
  const rows = all.slice(0, mostRows);
  const most = Math.max(1, ...rows.map(({ times }) => times));
  const y = scaleLinear([0, most], [barsHeight, 0]);
  const more = all.length - rows.length;
  return draw({
    chart: "shard-skew",
    findings,
    caption: shardSkewCaption(findings),
    bodyHeight: rows.length * rowHeight + (more > 0 ? 18 : 0),
    children: (
      <>
        {rows.map((skew, i) => (
          <g transform={`translate(0 ${i * rowHeight + 8})`}>
            <Row findings={findings} skew={skew} y={y} />
          </g>
        ))}
        {more > 0 && (
          <Label x={margin} y={rows.length * rowHeight + 12} size={10} tone="muted">
            {`Not shown: ${more} more.`}
          </Label>
        )}
      </>
    ),
  });
}

function Row({ findings, skew, y }: { findings: Findings; skew: Skew; y: (times: number) => number }) {
  const { variant, part, resource, busy, mean } = skew;
  const lines = wrap(numberedName(findings, variant), nameWidth, nameType, 2);
  const each = width / busy.length;
  const [words, inUse] = busiestWords(skew);
  const gap = each > 6 ? 2 : 0;
  return (
    <>
      <Lines lines={lines} x={margin} y={14} {...nameType} />
      <Label x={margin} y={16 + lines.length * nameType.leading} size={10} tone="muted">
        {`${part} ${resource}, ${busy.length} shards`}
      </Label>
      {busy.map((one, i) => {
        const top = y(one / mean);
        return (
          <rect
            x={round(left + i * each)}
            y={round(top)}
            width={round(Math.max(0.3, each - gap))}
            height={round(barsHeight - top)}
            {...paint({ fill: i === 0 && skew.times >= EVEN ? "badFill" : "busy" })}
          />
        );
      })}
      <Path d={`M${left},${barsHeight}h${round(width)}`} stroke="grid" />
      <Rule y={y(1)} x0={left} x1={left + width} stroke="ink" dashes="5 3" />
      <Label x={left + width + 14} y={barsHeight - 15} size={11} bold>
        {words}
      </Label>
      <Label x={left + width + 14} y={barsHeight - 1} size={10} tone="muted">
        {inUse}
      </Label>
    </>
  );
}
