/** Attempted against offered load over time: one panel per variant on shared axes. */
import { scaleLinear } from "d3";
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { LeftLabels } from "../kit/axes.js";
import { roundRate } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { columnsFor } from "../kit/layout.js";
import { Label, Lines } from "../kit/marks.js";
import { largest, round } from "../kit/numbers.js";
import { shorten, wrap } from "../kit/text.js";
import { timeDomain } from "../kit/time-axis.js";
import { numberedName } from "../kit/words.js";
import { attemptsCaption } from "./caption.js";
import { AttemptsPanel, panelHeight } from "./panel.js";
import { attemptsARequest, attemptsInTheEnd, attemptsWords, mostAttempts, mostRetried, retriedOf } from "./retried.js";

const left = 60; // For the labels of the axis.
const right = 56; // For the names at the ends of the lines.
const between = 62;
const nameType = { size: 12, bold: true, leading: 15 };

export function attemptsOverTime(findings: Findings): string {
  const { variants } = findings;
  const part = mostRetried(findings) ?? "";
  const columns = columnsFor(variants.length, 3);
  const width = (chartWidth - left - right - between * (columns - 1)) / columns;
  const all = variants.flatMap((variant) => {
    const { offeredLoad, goodput } = variant.overTime;
    return [offeredLoad, goodput, retriedOf(variant, part)?.attempts ?? []].flat();
  });
  const x = scaleLinear(timeDomain(findings), [0, width]);
  const most = largest(all) ?? 0;
  const y = scaleLinear([0, most > 0 ? most : 1], [panelHeight, 0]).clamp(true);
  const ticks = y.ticks(4);
  const names = variants.map((_, i) => wrap(numberedName(findings, i), width + 40, nameType, 2));
  const nameLines = Math.max(1, ...names.map((name) => name.length));
  const heading = nameLines * nameType.leading + 15 + 10;
  const rowHeight = heading + panelHeight + 36;
  return draw({
    chart: "attempts-over-time",
    findings,
    caption: attemptsCaption(findings),
    bodyHeight: Math.max(1, Math.ceil(variants.length / columns)) * rowHeight,
    children: variants.map((variant, i) => (
      <g
        transform={`translate(${round(left + (i % columns) * (width + between))} ${Math.floor(i / columns) * rowHeight + 4})`}
      >
        <Lines lines={names[i]!} x={0} y={12 + (nameLines - names[i]!.length) * nameType.leading} {...nameType} />
        <AttemptsLine variant={variant} part={part} y={12 + nameLines * nameType.leading} width={width + 40} />
        <g transform={`translate(0 ${heading})`}>
          <AttemptsPanel {...{ findings, variant, part, x, y, ticks }} />
          {i % columns === 0 && <LeftLabels scale={y} ticks={ticks} x={-8} show={roundRate} />}
        </g>
      </g>
    )),
  });
}

/** "up to 4 attempts a call, 3.97 in the end". */
function AttemptsLine(props: { variant: VariantFindings; part: string; y: number; width: number }) {
  const { variant, part, y, width } = props;
  const retried = retriedOf(variant, part);
  const [most, end] = retried === null ? [null, null] : [mostAttempts(retried), attemptsInTheEnd(retried)];
  const aRequest = attemptsARequest(variant, part);
  const words =
    most === null || end === null
      ? "calls not counted"
      : most < 1.005
        ? "no retries"
        : aRequest === null
          ? `up to ${attemptsWords(most)} attempts a call, ${attemptsWords(end)} in the end`
          : `up to ${attemptsWords(most)} attempts a call, ${attemptsWords(aRequest)} a request`;
  return (
    <Label x={0} y={y} tone={end !== null && end > 1.25 ? "bad" : "muted"}>
      {shorten(words, width, { size: 11 })}
    </Label>
  );
}
