/** Latency and goodput against offered load, all variants, in two panels: two y axes in one would mislead. */
import { scaleLinear } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { decimal } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label } from "../kit/marks.js";
import { drawable, largest } from "../kit/numbers.js";
import { loadCaption } from "./caption.js";
import { growingMarks } from "./ends.js";
import { LoadGoodputPanel, LoadP99Panel, namePitch, nameWidth } from "./panels.js";

const left = 64;
const between = 84; // For the ends of the p99 curves and the labels of goodput.
const leastHeight = 300;

export function load(findings: Findings): string {
  const { variants } = findings;
  const width = (chartWidth - left - between - nameWidth) / 2;
  const most = largest(variants.flatMap((variant) => variant.load.map(({ offeredLoad }) => offeredLoad))) ?? 0;
  const x = scaleLinear([0, most > 0 ? most : 1], [0, width]).clamp(true);
  const ticks = x.ticks(5).filter((tick) => drawable(tick) !== null);
  const show = (rate: number) => `${decimal(rate, rate % 1 === 0 ? 0 : 2)}${rate === 0 ? "" : "/s"}`;
  const { height: rail } = growingMarks(findings, x);
  const height = Math.max(leastHeight, (variants.length - 1) * namePitch);
  const top = 44 + rail;
  const empty = variants.every((variant) => variant.load.length === 0);
  return draw({
    chart: "load",
    findings,
    caption: loadCaption(findings),
    bodyHeight: empty ? 40 : top + height + 42,
    children: empty ? (
      <Label x={chartWidth / 2} y={30} anchor="middle" tone="muted">
        Give the experiment a load sweep to see this chart.
      </Label>
    ) : (
      <>
        <g transform={`translate(${left} ${top})`}>
          <Label x={0} y={-rail - 26} bold size={12}>
            p99 of successful answers
          </Label>
          {rail > 0 && (
            <Label x={0} y={-rail - 10} size={10} tone="muted">
              no p99: the queue grows
            </Label>
          )}
          <LoadP99Panel {...{ findings, x, ticks, show, height }} />
        </g>
        <g transform={`translate(${left + width + between} ${top})`}>
          <Label x={0} y={-rail - 26} bold size={12}>
            Goodput: successful answers
          </Label>
          <LoadGoodputPanel {...{ findings, x, ticks, show, height }} />
        </g>
      </>
    ),
  });
}
