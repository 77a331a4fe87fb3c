/** Marks shared by charts: shaded spike, objective line, curve, points, band. */
import type { Findings } from "../../analysis/findings/findings.js";
import type { Scale } from "./axes.js";
import { paint, type ToneName } from "./colours.js";
import { round } from "./numbers.js";
import { linePath, type Point, ribbonPath } from "./path.js";
import { Path, Rule } from "./path-mark.js";

interface SpikeShadeProps {
  readonly findings: Findings;
  readonly scale: Scale; // Of time.
  readonly y: number;
  readonly height: number;
}

/** Shades the spike where it is in view; a short one still gets a pixel. */
export function SpikeShade({ findings: { spike }, scale, y, height }: SpikeShadeProps) {
  const [from, to] = scale.domain() as [number, number];
  if (spike === null || !(spike.toMs > from && spike.fromMs < to)) return null;
  const x = scale(Math.max(from, spike.fromMs));
  const width = Math.max(1, scale(Math.min(to, spike.toMs)) - x);
  return <rect x={round(x)} y={round(y)} width={round(width)} height={round(height)} {...paint({ fill: "spike" })} />;
}

export function ObjectiveLine(where: { y: number; x0: number; x1: number }) {
  return <Rule {...where} stroke="ink" dashes="5 3" />;
}

interface CurveProps {
  readonly points: readonly (Point | null)[];
  readonly tone: ToneName;
  readonly width?: number;
  readonly dashes?: string | undefined;
}

export function Curve({ points, tone, width = 2, dashes }: CurveProps) {
  return <Path d={linePath(points)} stroke={tone} width={width} dashes={dashes} roundEnds />;
}

/** Measured points of a curve: one path of zero-length segments, drawn as dots by round line caps. */
export function Dots({ points, tone, size = 5 }: { points: readonly (Point | null)[]; tone: ToneName; size?: number }) {
  const d = points.map((point) => (point === null ? "" : `M${round(point[0])},${round(point[1])}h0`)).join("");
  return <Path d={d} stroke={tone} width={size} roundEnds />;
}

interface BandProps {
  readonly points: readonly (readonly [x: number, low: number, high: number] | null)[];
  readonly tone: ToneName;
}

/** The interval band around a curve. */
export function Band({ points, tone }: BandProps) {
  return <Path d={ribbonPath(points)} fill={tone} opacity={0.2} />;
}
