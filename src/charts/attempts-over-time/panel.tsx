/** One variant: what is offered, what is attempted, and what is answered well. */
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { Grid, type Scale, TimeAxis } from "../kit/axes.js";
import { EndNames } from "../kit/end-names.js";
import { binPoints } from "../kit/layout.js";
import { Band, Curve, Rule, SpikeShade } from "../kit/marks.js";
import { retriedOf } from "./retried.js";

export const panelHeight = 150;

interface PanelProps {
  readonly findings: Findings;
  readonly variant: VariantFindings;
  readonly part: string; // Whose calls are drawn.
  readonly x: Scale; // Of time; its range is the panel's width.
  readonly y: Scale; // Per second, [panelHeight, 0].
  readonly ticks: readonly number[];
}

export function AttemptsPanel({ findings, variant, part, x, y, ticks }: PanelProps) {
  const { overTime } = variant;
  const [x0, x1] = x.range() as [number, number];
  const points = (values: readonly number[]) => binPoints(overTime, values, x, y);
  const retried = retriedOf(variant, part);
  const [asked, attempts] = [points(retried?.asked ?? []), points(retried?.attempts ?? [])];
  const [offered, good] = [points(overTime.offeredLoad), points(overTime.goodput)];
  const retries = asked.map((point, i) =>
    point === null || attempts[i] == null ? null : ([point[0], point[1], attempts[i][1]] as const),
  );
  return (
    <>
      <SpikeShade findings={findings} variant={variant} scale={x} y={0} height={panelHeight} />
      <Grid scale={y} ticks={ticks} x0={x0} x1={x1} />
      <Band points={retries} tone="bad" />
      <Curve points={attempts} tone="bad" width={1.8} />
      <Curve points={good} tone="good" width={2.4} />
      <Curve points={offered} tone="ink" width={1.2} dashes="4 3" />
      <Rule y={panelHeight} x0={x0} x1={x1} stroke="muted" />
      <EndNames
        ends={[
          { name: "attempts", tone: "bad", points: attempts },
          { name: "offered", tone: "ink", points: offered },
          { name: "goodput", tone: "good", points: good },
        ]}
        x={x1 + 5}
        height={panelHeight}
      />
      <TimeAxis scale={x} y={panelHeight} findings={findings} />
    </>
  );
}
