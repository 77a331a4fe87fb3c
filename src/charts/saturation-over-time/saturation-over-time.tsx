/**
 * Saturation over time: rows are resources, columns are variants, each cell a small chart of utilisation. Read down a
 * column for what saturates first in a variant; read across to see the bottleneck move.
 */
import { scaleLinear } from "d3";
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { TimeAxis } from "../kit/axes.js";
import { wholeShare } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { columnsFor } from "../kit/layout.js";
import { Label, Lines } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { shorten, wrap } from "../kit/text.js";
import { time, timeDomain } from "../kit/time-axis.js";
import { numberedName } from "../kit/words.js";
import { saturationCaption } from "./caption.js";
import { cellHeight, SaturationCell } from "./cell.js";
import { HitRateCell, hitRateHeight, hitRateRows } from "./hit-rates.js";
import { InstancesCell, instanceRows, instancesHeight } from "./instances.js";
import { type Row, saturationRows } from "./rows.js";

const margin = 16;
const labelWidth = 118;
const between = 12;
const rowGap = 7;
const mostRows = 18;
const nameType = { size: 11, bold: true, leading: 14 };
const rowType = { size: 11 };

export function saturationOverTime(findings: Findings): string {
  const { variants } = findings;
  const columns = columnsFor(variants.length, 8);
  const width = (chartWidth - 2 * margin - labelWidth - between * columns) / columns;
  const { rows, leftOut } = saturationRows(findings, mostRows);
  const names = variants.map((_, i) => wrap(numberedName(findings, i), width, nameType, 4));
  const nameLines = Math.max(1, ...names.map((name) => name.length));
  const heading = nameLines * nameType.leading + 2 * 13 + 12;
  const counted = instanceRows(findings);
  const hit = hitRateRows(findings);
  const usedHeight = rows.length * (cellHeight + rowGap);
  const countedHeight = usedHeight + counted.length * (instancesHeight + rowGap);
  const rowsHeight = countedHeight + hit.length * (hitRateHeight + rowGap);
  const rowY = (index: number): number => heading + index * (cellHeight + rowGap);
  const countedY = (index: number): number => heading + usedHeight + index * (instancesHeight + rowGap);
  const hitY = (index: number): number => heading + countedHeight + index * (hitRateHeight + rowGap);
  const blockHeight = heading + rowsHeight + 32;
  const blocks = Array.from({ length: Math.ceil(variants.length / columns) }, (_, b) =>
    variants.slice(b * columns, (b + 1) * columns),
  );
  const x = scaleLinear(timeDomain(findings), [0, width]);
  const note = rows.length === 0 ? "No part has a limited resource." : leftOutNote(leftOut);

  const column = (variant: VariantFindings, index: number) => (
    <g transform={`translate(${round(margin + labelWidth + between + (index % columns) * (width + between))} 0)`}>
      <Lines lines={names[index]} x={0} y={12 + (nameLines - names[index].length) * nameType.leading} {...nameType} />
      <FirstToGive findings={findings} variant={variant} y={12 + nameLines * nameType.leading} width={width} />
      {rows.map((row, r) => (
        <g transform={`translate(0 ${rowY(r)})`}>
          <SaturationCell {...{ findings, variant, row, x }} />
        </g>
      ))}
      {counted.map((row, r) => (
        <g transform={`translate(0 ${countedY(r)})`}>
          <InstancesCell {...{ findings, variant, row, x }} />
        </g>
      ))}
      {hit.map((row, r) => (
        <g transform={`translate(0 ${hitY(r)})`}>
          <HitRateCell {...{ findings, variant, row, x }} />
        </g>
      ))}
      <TimeAxis scale={x} y={heading + rowsHeight - rowGap + 2} findings={findings} overhang={4} />
    </g>
  );

  return draw({
    chart: "saturation-over-time",
    findings,
    caption: saturationCaption(findings),
    bodyHeight: Math.max(1, blocks.length) * blockHeight + (note === "" ? 0 : 16),
    children: (
      <>
        {blocks.map((block, b) => (
          <g transform={`translate(0 ${b * blockHeight + 4})`}>
            {rows.map((row, r) => (
              <RowLabel row={row} y={rowY(r)} />
            ))}
            {counted.map((row, r) => (
              <RowLabel row={row} y={countedY(r)} />
            ))}
            {hit.map((row, r) => (
              <RowLabel row={row} y={hitY(r)} />
            ))}
            {block.map((variant, i) => column(variant, b * columns + i))}
          </g>
        ))}
        <Label x={margin} y={Math.max(1, blocks.length) * blockHeight + 8} size={10} tone="muted">
          {note}
        </Label>
      </>
    ),
  });
}

function RowLabel({ row, y }: { row: Pick<Row, "part" | "resource">; y: number }) {
  return (
    <>
      <Label x={margin + labelWidth} y={y + 11} anchor="end" {...rowType} bold>
        {shorten(row.part, labelWidth, { ...rowType, bold: true })}
      </Label>
      <Label x={margin + labelWidth} y={y + 24} anchor="end" {...rowType} tone="muted">
        {shorten(row.resource, labelWidth, rowType)}
      </Label>
    </>
  );
}

/** Which resource saturates first in a variant, and when: the text above its column. */
function FirstToGive({
  findings,
  variant,
  y,
  width,
}: {
  findings: Findings;
  variant: VariantFindings;
  y: number;
  width: number;
}) {
  const first = variant.saturation[0];
  const lines =
    first === undefined ? ["nothing gives"] : [first.part, `gives at ${time(first.atMs, findings.window.clock)}`];
  const shown = lines.map((line) => shorten(line, width, { size: 10.5 }));
  return <Lines lines={shown} x={0} y={y} leading={13} size={10.5} tone={first === undefined ? "good" : "bad"} />;
}

function leftOutNote(leftOut: readonly Row[]): string {
  if (leftOut.length === 0) return "";
  const most = Math.max(...leftOut.map((row) => row.peak));
  return `Not shown: ${leftOut.length} more resources, none above ${wholeShare(most)}.`;
}
