/** Goodput against load, going up and coming down: where the two differ is a loop. */
import { scaleLinear } from "d3";
import type { LoopFindings, LoopStep } from "../../analysis/findings/loop-findings.js";
import { BottomAxis, Grid, LeftLabels, type Scale } from "../kit/axes.js";
import type { ToneName } from "../kit/colours.js";
import { plainNumber, roundRate } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Band, Curve, Dots, Label, Path } from "../kit/marks.js";
import { drawable, largest, round } from "../kit/numbers.js";
import type { Point } from "../kit/path.js";
import { loopCaption } from "./caption.js";

const left = 72;
const right = 90;
const plot = 320;

export function loop(found: LoopFindings): string {
  const { up, down } = found;
  const width = chartWidth - left - right;
  const loads = up.map(({ at }) => drawable(at) ?? 0);
  const x = scaleLinear([0, largest(loads) || 1], [0, width]).clamp(true);
  const offered = largest(up.map(({ offeredLoad }) => offeredLoad.value)) ?? 0;
  const most = largest([...up, ...down].flatMap(({ goodput }) => [goodput.value, goodput.high])) ?? 0;
  const y = scaleLinear([0, Math.max(offered, most) || 1], [plot, 0]).clamp(true);
  const ticks = y.ticks(6);
  const turned = [up.at(-1), ...down].flatMap((step) => step ?? []); // Coming down begins where going up ends.
  const lastUp = up.at(-1);
  const edge = up.map(({ at, offeredLoad }) => point(x, y, at, offeredLoad.value)).findLast((each) => each !== null);
  return draw({
    chart: "loop",
    findings: { ...found, variants: [found] },
    caption: loopCaption(found),
    bodyHeight: plot + 60,
    children: (
      <g transform={`translate(${left} 14)`}>
        <Grid scale={y} ticks={ticks} x0={0} x1={width} />
        <LeftLabels scale={y} ticks={ticks} x={-8} show={roundRate} />
        {edge && <Path d={`M0,${plot}L${round(edge[0])},${round(edge[1])}`} stroke="muted" dashes="1.5 3" />}
        {edge && (
          <Label x={edge[0] - 8} y={edge[1] + 4} size={10} anchor="end" tone="muted" halo>
            all answered
          </Label>
        )}
        <Branch steps={up} tone="latency" x={x} y={y} />
        <Branch steps={turned} tone="bad" x={x} y={y} dashes="6 4" />
        <Name steps={up} words="going up" tone="latency" x={x} y={y} above />
        <Name steps={turned} words="coming down" tone="bad" x={x} y={y} />
        <BottomAxis scale={x} y={plot} ticks={x.ticks(8)} show={(tick) => `×${plainNumber(tick)}`} />
        <Label x={0} y={plot + 34} tone="muted">
          {lastUp === undefined ? "nothing was run" : "load, times the model's own"}
        </Label>
      </g>
    ),
  });
}

interface BranchProps {
  readonly steps: readonly LoopStep[];
  readonly tone: ToneName;
  readonly x: Scale;
  readonly y: Scale;
  readonly dashes?: string;
}

function Branch({ steps, tone, x, y, dashes }: BranchProps) {
  const line = steps.map(({ at, goodput }) => point(x, y, at, goodput.value));
  const band = steps.map(({ at, goodput }) => {
    const [low, high] = [point(x, y, at, goodput.low), point(x, y, at, goodput.high)];
    return low === null || high === null ? null : ([low[0], low[1], high[1]] as const);
  });
  return (
    <>
      <Band points={band} tone={tone} />
      <Curve points={line} tone={tone} dashes={dashes} />
      <Dots points={line} tone={tone} />
    </>
  );
}

/** Beside the middle of its branch, above or below the line. */
function Name({ steps, words, tone, x, y, above = false }: BranchProps & { words: string; above?: boolean }) {
  const there = steps.flatMap(({ at, goodput }) => {
    const found = point(x, y, at, goodput.value);
    return found === null ? [] : [found];
  });
  const middle = there[Math.floor(there.length / 2)];
  if (middle === undefined) return null;
  return (
    <Label
      x={middle[0] + (above ? -10 : 0)}
      y={middle[1] + (above ? -12 : -14)}
      anchor={above ? "end" : "middle"}
      tone={tone}
      bold
      halo
    >
      {words}
    </Label>
  );
}

function point(x: Scale, y: Scale, at: number, value: number | null): Point | null {
  const [load, shown] = [drawable(at), drawable(value)];
  return load === null || shown === null ? null : [x(load), y(shown)];
}
