/** How a precision was reached: where the warm-up ends and how intervals narrow with run length. */
import type { Findings } from "../../analysis/findings/findings.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label } from "../kit/marks.js";
import { shorten } from "../kit/text.js";
import { numberedName } from "../kit/words.js";
import { type ConvergenceRow, convergenceCaption, convergenceRows } from "./caption.js";
import { ConvergencePanel, WarmUpPanel } from "./panels.js";

const margin = 16;
const left = margin + 44;
const warmUpWidth = 340;
const between = 76;
const convergenceWidth = 330;
const plotHeight = 130;
const rowHeight = plotHeight + 74;
const most = 6;
const type = { size: 12, bold: true };

export function convergence(findings: Findings): string {
  const rows = convergenceRows(findings);
  const shown = rows.slice(0, most);
  return draw({
    chart: "convergence",
    findings,
    caption: convergenceCaption(findings),
    bodyHeight: Math.max(40, shown.length * rowHeight) + (rows.length > most ? 16 : 0),
    children: (
      <>
        {shown.map((row, i) => (
          <g transform={`translate(0 ${i * rowHeight + 30})`}>
            <Row findings={findings} row={row} />
          </g>
        ))}
        {rows.length > most && (
          <Label x={margin} y={shown.length * rowHeight + 12} size={10} tone="muted">
            {`Not shown: ${rows.length - most} more.`}
          </Label>
        )}
      </>
    ),
  });
}

function Row({ findings, row }: { findings: Findings; row: ConvergenceRow }) {
  const room = chartWidth - 2 * margin;
  return (
    <>
      <Label x={margin} y={-12} {...type}>
        {shorten(numberedName(findings, row.variant), room, type)}
      </Label>
      <g transform={`translate(${left} 0)`}>
        <WarmUpPanel row={row} width={warmUpWidth} height={plotHeight} />
      </g>
      <g transform={`translate(${left + warmUpWidth + between} 0)`}>
        <ConvergencePanel row={row} width={convergenceWidth} height={plotHeight} />
      </g>
    </>
  );
}
