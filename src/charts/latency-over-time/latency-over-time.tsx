/** Latency over time: one panel per variant on shared axes, and traffic in a spare cell of the grid. */
import { scaleLinear, scaleLog } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { LeftLabels, logDomain, logTicks } from "../kit/axes.js";
import { roundDuration, wholeShare } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { columnsFor } from "../kit/layout.js";
import { Lines } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { askedOfErrors, askedOfP99, commonLimit, seriesOf } from "../kit/objective.js";
import { wrap } from "../kit/text.js";
import { timeDomain } from "../kit/time-axis.js";
import { numberedName } from "../kit/words.js";
import { latencyCaption } from "./caption.js";
import { LatencyPanel, panelHeight, plotHeight, stripTop, VerdictLine } from "./panel.js";
import { stripHeight, TrafficPanel } from "./strips.js";

const left = 60; // For the labels of the latency axis.
const right = 44; // For "p99" and "p50" at the end of a line.
const between = 42;
const nameType = { size: 12, bold: true, leading: 15 };

export function latencyOverTime(findings: Findings): string {
  const { variants } = findings;
  const columns = columnsFor(variants.length, 4);
  const width = (chartWidth - left - right - between * (columns - 1)) / columns;
  const asked = askedOfP99(findings);
  const limits = variants.map((_, i) => asked?.limits[i]?.found.limit ?? null);
  const drawn = variants.map((variant) => seriesOf(variant, asked?.of ?? null));
  const values = drawn.flatMap((series) =>
    series === null ? [] : [series.p50Ms, series.p99Ms, series.p99LowMs, series.p99HighMs].flat(),
  );
  const domain = logDomain([...values, ...limits]);
  const x = scaleLinear(timeDomain(findings), [0, width]);
  const y = scaleLog(domain, [plotHeight, 0]);
  const errors = scaleLinear([0, 1], [stripTop + stripHeight, stripTop]);
  const ticks = logTicks(domain, plotHeight);
  const names = variants.map((_, i) => wrap(numberedName(findings, i), width + 30, nameType, 2));
  const nameLines = Math.max(1, ...names.map((name) => name.length));
  const heading = nameLines * nameType.leading + 15 + 10;
  const rowHeight = heading + panelHeight + 40;
  const place = (i: number) => ({
    x: left + (i % columns) * (width + between),
    y: Math.floor(i / columns) * rowHeight + 4,
  });
  const rows = Math.max(1, Math.ceil(variants.length / columns));
  const spare = rows * columns > variants.length && variants.length > 0;

  return draw({
    chart: "latency-over-time",
    findings,
    caption: latencyCaption(findings),
    bodyHeight: rows * rowHeight,
    children: (
      <>
        {variants.map((variant, i) => (
          <g transform={`translate(${round(place(i).x)} ${place(i).y})`}>
            <Lines lines={names[i]} x={0} y={12 + (nameLines - names[i].length) * nameType.leading} {...nameType} />
            <VerdictLine variant={variant} y={12 + nameLines * nameType.leading} width={width + 34} />
            <g transform={`translate(0 ${heading})`}>
              <LatencyPanel
                {...{ findings, variant, x, y, ticks }}
                series={drawn[i]}
                limitMs={limits[i]}
                errorLimit={askedOfErrors(variant, asked?.of ?? null)}
              />
              {i % columns === 0 && (
                <>
                  <LeftLabels scale={y} ticks={ticks} x={-8} show={roundDuration} limit={asked && commonLimit(asked)} />
                  <LeftLabels scale={errors} ticks={[0, 1]} x={-8} show={wholeShare} />
                </>
              )}
            </g>
          </g>
        ))}
        {spare && (
          <g transform={`translate(${round(place(variants.length).x)} ${place(variants.length).y})`}>
            <TrafficPanel findings={findings} variant={variants[0]} x={x} heading={heading} height={panelHeight} />
          </g>
        )}
      </>
    ),
  });
}
