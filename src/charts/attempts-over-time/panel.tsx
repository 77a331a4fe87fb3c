/** One variant: what is offered, what is attempted, and what is answered well. */
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { Grid, type Scale, TimeAxis } from "../kit/axes.js";
import type { ToneName } from "../kit/colours.js";
import { binPoints, dodge } from "../kit/layout.js";
import { Band, Curve, Label, Rule, SpikeShade } from "../kit/marks.js";
import type { Point } from "../kit/path.js";
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
      <LineNames
        ends={[
          { name: "attempts", tone: "bad", points: attempts },
          { name: "offered", tone: "ink", points: offered },
          { name: "goodput", tone: "good", points: good },
        ]}
        x={x1 + 5}
      />
      <TimeAxis scale={x} y={panelHeight} findings={findings} />
    </>
  );
}

interface LineNamesProps {
  readonly ends: readonly {
    readonly name: string;
    readonly tone: ToneName;
    readonly points: readonly (Point | null)[];
  }[];
  readonly x: number;
}

/** At the ends of the curves, moved apart. */
function LineNames({ ends, x }: LineNamesProps) {
  const there = ends.flatMap(({ points, ...rest }) => {
    const last = points.findLast((point) => point !== null);
    return last == null ? [] : [{ ...rest, y: last[1] }];
  });
  const ys = dodge(
    there.map(({ y }) => y),
    11,
    0,
    panelHeight,
  );
  return there.map(({ name, tone }, i) => (
    <Label x={x} y={ys[i]! + 3.5} size={10} tone={tone}>
      {name}
    </Label>
  ));
}
