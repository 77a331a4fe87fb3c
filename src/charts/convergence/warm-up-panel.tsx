/** Requests in the system from the start of the first look, the discarded warm-up shaded. */
import { scaleLinear } from "d3";
import type { SteadyFindings } from "../../analysis/findings/findings.js";
import { BottomAxis, Grid, LeftLabels } from "../kit/axes.js";
import { paint } from "../kit/colours.js";
import { decimal } from "../kit/format.js";
import { Label } from "../kit/label.js";
import { Curve } from "../kit/marks.js";
import { drawable, largest, round } from "../kit/numbers.js";
import { time, timeTicks } from "../kit/time-axis.js";

interface PanelProps {
  readonly steady: SteadyFindings;
  readonly width: number;
  readonly height: number;
}

export function WarmUpPanel({ steady: { firstLook, warmUpMs }, width, height }: PanelProps) {
  const { inSystem } = firstLook;
  const binMs = Math.max(drawable(firstLook.binMs) ?? 1, 1e-6);
  const toMs = Math.max(1, inSystem.length) * binMs;
  const x = scaleLinear([0, toMs], [0, width]).clamp(true);
  const y = scaleLinear([0, largest(inSystem) || 1], [height, 0])
    .nice(4)
    .clamp(true);
  const ticks = y.ticks(4);
  const points = inSystem.map((value, bin) => {
    const drawn = drawable(value);
    return drawn === null ? null : ([x((bin + 0.5) * binMs), y(drawn)] as const);
  });
  return (
    <>
      <rect x={0} y={0} width={round(x(warmUpMs))} height={height} {...paint({ fill: "spike" })} />
      <Grid scale={y} ticks={ticks} x0={0} x1={width} />
      <LeftLabels scale={y} ticks={ticks} x={-8} show={(tick) => decimal(tick, Number.isInteger(tick) ? 0 : 1)} />
      <Curve points={points} tone="median" width={1.4} />
      <BottomAxis
        scale={x}
        y={height}
        ticks={timeTicks([0, toMs], null, width)}
        show={(tick) => (tick === 0 ? "0" : time(tick, null))}
      />
      <Label x={0} y={height + 32} size={10} tone="muted">
        In the system, from the start
      </Label>
    </>
  );
}
