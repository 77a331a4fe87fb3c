/** One panel: what is told and what happens a second, and below how many are told and not true. */
import type { Findings } from "../../analysis/findings/findings.js";
import { Grid, type Scale, TimeAxis } from "../kit/axes.js";
import { EndNames } from "../kit/end-names.js";
import { binPoints } from "../kit/layout.js";
import { Band, Curve, Label, Path, Rule, SpikeShade } from "../kit/marks.js";
import { areaPath } from "../kit/path.js";
import type { EffectPanel } from "./panels.js";

export const panelHeight = 130;
export const openHeight = 46;
export const OPEN_Y = panelHeight + 18;

interface CourseProps {
  readonly findings: Findings;
  readonly panel: EffectPanel;
  readonly x: Scale; // Of time; its range is the panel's width.
  readonly y: Scale; // Per second, [panelHeight, 0].
  readonly open: Scale; // Of those told and not true, [openHeight, 0].
}

export function EffectCourse({ findings, panel: { variant, course }, x, y, open }: CourseProps) {
  const { overTime } = findings.variants[variant]!;
  const [x0, x1] = x.range() as [number, number];
  const [told, happened] = [binPoints(overTime, course.told, x, y), binPoints(overTime, course.happened, x, y)];
  const kept = binPoints(
    overTime,
    course.told.map((each, bin) => each * (1 - (course.lost[bin] ?? 0))),
    x,
    y,
  );
  const lost = told.map((point, i) =>
    point === null || kept[i] == null ? null : ([point[0], kept[i][1], point[1]] as const),
  );
  const pending = binPoints(overTime, course.open, x, open);
  return (
    <>
      <SpikeShade
        findings={findings}
        variant={findings.variants[variant]!}
        scale={x}
        y={0}
        height={OPEN_Y + openHeight}
      />
      <Grid scale={y} ticks={y.ticks(4)} x0={x0} x1={x1} />
      <Band points={lost} tone="bad" />
      <Curve points={happened} tone="good" width={2.2} />
      <Curve points={told} tone="ink" width={1.2} dashes="4 3" />
      <Rule y={panelHeight} x0={x0} x1={x1} stroke="muted" />
      <EndNames
        ends={[
          { name: "told", tone: "ink", points: told },
          { name: "happened", tone: "good", points: happened },
        ]}
        x={x1 + 5}
        height={panelHeight}
      />
      <g transform={`translate(0 ${OPEN_Y})`}>
        <Path d={areaPath(pending, openHeight)} fill="bad" opacity={0.25} />
        <Curve points={pending} tone="bad" width={1.4} />
        <Rule y={openHeight} x0={x0} x1={x1} stroke="muted" />
        <Label x={x1 + 5} y={openHeight / 2 + 3.5} size={10} tone="bad">
          not true
        </Label>
        <TimeAxis scale={x} y={openHeight} findings={findings} />
      </g>
    </>
  );
}
