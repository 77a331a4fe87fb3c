/** Marks shared by charts: shaded spike or moments, objective line, curve, points, band, text, path. */
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import type { Scale } from "./axes.js";
import { paint, type ToneName } from "./colours.js";
import { round } from "./numbers.js";
import { linePath, type Point, ribbonPath } from "./path.js";
import { shadedIn } from "./spike.js";

interface SpikeShadeProps {
  readonly findings: Findings;
  readonly variant: VariantFindings | null; // Whose moments; null: those of all.
  readonly scale: Scale; // Of time.
  readonly y: number;
  readonly height: number;
}

/** Shades what happens, the spike or each moment of a timeline, where it is in view; a short one still gets a pixel. */
export function SpikeShade({ findings, variant, scale, y, height }: SpikeShadeProps) {
  const [from, to] = scale.domain() as [number, number];
  return shadedIn(findings, variant).map(({ fromMs, toMs }) => {
    if (!(toMs >= from && fromMs < to)) return null;
    const x = scale(Math.max(from, fromMs));
    const width = Math.max(1, scale(Math.min(to, toMs)) - x);
    return <rect x={round(x)} y={round(y)} width={round(width)} height={round(height)} {...paint({ fill: "spike" })} />;
  });
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

interface LabelProps {
  readonly x: number;
  readonly y: number; // Of the baseline.
  readonly children: string;
  readonly size?: number;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
  readonly tone?: ToneName;
  readonly halo?: boolean; // An outline in the paper's colour, for text on top of marks.
}

/** Text marks. All chart text goes through here, so that all of it is cleaned. */
export function Label({ x, y, children, size = 11, bold = false, anchor = "start", tone = "ink", halo }: LabelProps) {
  const rim = halo ? { ...paint({ fill: tone, stroke: "paper" }), "stroke-width": 3, "paint-order": "stroke" } : null;
  return (
    <text
      x={round(x)}
      y={round(y)}
      font-size={size}
      font-weight={bold ? 700 : undefined}
      text-anchor={anchor === "start" ? undefined : anchor}
      {...(rim ?? paint({ fill: tone }))}
    >
      {clean(children)}
    </text>
  );
}

/** Lines of text, one below the other; `y` is the baseline of the first. */
export function Lines({
  lines,
  y,
  leading,
  ...rest
}: Omit<LabelProps, "children"> & { lines: readonly string[]; leading: number }) {
  return lines.map((line, i) => (
    <Label {...rest} y={y + i * leading}>
      {line}
    </Label>
  ));
}

interface PathProps {
  readonly d: string; // Empty: no mark, since preact would write an attribute without a value, which is not valid XML.
  readonly fill?: ToneName;
  readonly stroke?: ToneName;
  readonly width?: number;
  readonly dashes?: string | undefined;
  readonly opacity?: number;
  readonly roundEnds?: boolean;
}

/** A path in the colours of the chart. */
export function Path({ d, fill, stroke, width, dashes, opacity, roundEnds = false }: PathProps) {
  if (d === "") return null;
  return (
    <path
      d={d}
      {...paint({ fill, stroke })}
      stroke-width={width}
      stroke-dasharray={dashes}
      stroke-linejoin={roundEnds ? "round" : undefined}
      stroke-linecap={roundEnds ? "round" : undefined}
      fill-opacity={opacity}
    />
  );
}

/** A horizontal line. */
export function Rule({ y, x0, x1, ...rest }: Omit<PathProps, "d"> & { y: number; x0: number; x1: number }) {
  return <Path d={`M${round(x0)},${round(y)}H${round(x1)}`} {...rest} />;
}
