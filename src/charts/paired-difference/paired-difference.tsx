/** Is a change better, and is it proven? Each variant against the baseline, on the same requests. */
import type { Findings } from "../../analysis/findings/findings.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label } from "../kit/marks.js";
import { shorten } from "../kit/text.js";
import { pairedDifferenceCaption } from "./caption.js";
import { PairedDifferencePanel } from "./panel.js";
import { inOrder, METRICS, rowWords } from "./rows.js";

const margin = 16;
const nameWidth = 190;
const between = 26;
const top = 30;
const rowHeight = 38;
const titles = { mean: "Δ mean response time", p99: "Δ p99" };

export function pairedDifference(findings: Findings): string {
  const comparisons = inOrder(findings);
  const left = margin + nameWidth + between;
  const width = (chartWidth - left - (METRICS.length - 1) * between) / METRICS.length;
  const type = { size: 11, bold: true };
  const rows = comparisons.length;
  return draw({
    chart: "paired-difference",
    findings,
    caption: pairedDifferenceCaption(findings),
    bodyHeight: rows === 0 ? 40 : top + rows * rowHeight + 26,
    children:
      rows === 0 ? (
        <Label x={chartWidth / 2} y={30} anchor="middle" tone="muted">
          Give the experiment a second variant to see this chart.
        </Label>
      ) : (
        <>
          {comparisons.map((comparison, i) => {
            const { name, at } = rowWords(findings, comparison);
            const y = top + (i + 0.5) * rowHeight;
            return (
              <>
                <Label x={margin} y={at === null ? y + 4 : y - 2} {...type}>
                  {shorten(name, nameWidth, type)}
                </Label>
                {at !== null && (
                  <Label x={margin} y={y + 12} size={10} tone="muted">
                    {shorten(at, nameWidth, { size: 10 })}
                  </Label>
                )}
              </>
            );
          })}
          {METRICS.map((metric, i) => (
            <g transform={`translate(${left + i * (width + between)} ${top})`}>
              <Label x={0} y={-12} bold size={12}>
                {titles[metric]}
              </Label>
              <PairedDifferencePanel {...{ findings, metric, width, rowHeight }} />
            </g>
          ))}
        </>
      ),
  });
}
