/** Told against true over time: a panel for each effect of one variant, or for each variant, on shared axes. */
import { scaleLinear } from "d3";
import type { Findings } from "../../analysis/findings/findings.js";
import { LeftLabels } from "../kit/axes.js";
import { roundRate, share, threeDigits } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { columnsFor } from "../kit/layout.js";
import { Label, Lines } from "../kit/marks.js";
import { largest, round } from "../kit/numbers.js";
import { shorten, wrap } from "../kit/text.js";
import { timeDomain } from "../kit/time-axis.js";
import { BAD, shareIn } from "../kit/untrue.js";
import { effectsCaption } from "./caption.js";
import { EffectCourse, OPEN_Y, openHeight, panelHeight } from "./course.js";
import { type EffectPanel, effectPanels } from "./panels.js";

const left = 60; // For the labels of the axes.
const right = 62; // For the names at the ends of the lines.
const between = 68;
const nameType = { size: 12, bold: true, leading: 15 };

export function effects(findings: Findings): string {
  const panels = effectPanels(findings);
  const columns = columnsFor(panels.length, 3);
  const width = (chartWidth - left - right - between * (columns - 1)) / columns;
  const x = scaleLinear(timeDomain(findings), [0, width]);
  const y = upTo(
    panels.flatMap(({ course }) => [...course.told, ...course.happened]),
    panelHeight,
  );
  const open = upTo(
    panels.flatMap(({ course }) => course.open),
    openHeight,
  );
  const names = panels.map(({ name }) => wrap(name, width + 40, nameType, 2));
  const nameLines = Math.max(1, ...names.map((name) => name.length));
  const heading = nameLines * nameType.leading + 15 + 10;
  const rowHeight = heading + OPEN_Y + openHeight + 36;
  return draw({
    chart: "effects",
    findings,
    caption: effectsCaption(findings),
    bodyHeight: Math.max(1, Math.ceil(panels.length / columns)) * rowHeight,
    children: panels.map((panel, i) => (
      <g
        transform={`translate(${round(left + (i % columns) * (width + between))} ${Math.floor(i / columns) * rowHeight + 4})`}
      >
        <Lines lines={names[i]!} x={0} y={12 + (nameLines - names[i]!.length) * nameType.leading} {...nameType} />
        <SharesLine panel={panel} y={12 + nameLines * nameType.leading} width={width + 40} />
        <g transform={`translate(0 ${heading})`}>
          <EffectCourse {...{ findings, panel, x, y, open }} />
          {i % columns === 0 && <LeftLabels scale={y} ticks={y.ticks(4)} x={-8} show={roundRate} />}
          {i % columns === 0 && (
            <g transform={`translate(0 ${OPEN_Y})`}>
              <LeftLabels scale={open} ticks={open.ticks(2)} x={-8} show={threeDigits} />
            </g>
          )}
        </g>
      </g>
    )),
  });
}

/** From 0 at the bottom to the largest of these. */
function upTo(values: readonly number[], height: number) {
  const most = largest(values) ?? 0;
  return scaleLinear([0, most > 0 ? most : 1], [height, 0]).clamp(true);
}

/** "68% in time, 31% lost". */
function SharesLine({ panel, y, width }: { panel: EffectPanel; y: number; width: number }) {
  const of = (measure: string): number => shareIn(panel.effect, measure);
  const said = [
    `${share(of("inTime"))} in time`,
    ...(["late", "lost", "undone", "twice"] as const).flatMap((each) =>
      of(each) > 0 ? [`${share(of(each))} ${each}`] : [],
    ),
    ...(of("uncalledFor") > 0 ? [`${share(of("uncalledFor"))} uncalled-for`] : []),
  ];
  const isBad = of("late") + of("lost") + of("twice") + of("uncalledFor") >= BAD;
  return (
    <Label x={0} y={y} tone={isBad ? "bad" : "muted"}>
      {shorten(said.join(", "), width, { size: 11 })}
    </Label>
  );
}
