/** The ceiling chart: one row per probe, load along x; a band through all rows marks the proven interval. */
import { scaleLinear, scaleLog } from "d3";
import type { CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import { BottomAxis, logDomain, logTicks, type Scale } from "../kit/axes.js";
import { VerdictMark } from "../kit/badge.js";
import { paint, type ToneName } from "../kit/colours.js";
import { roundRate } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label, Path } from "../kit/marks.js";
import { drawable, drawableLog, largest, round, smallest } from "../kit/numbers.js";
import { widthOf } from "../kit/text.js";
import { ceilingCaption, hasBand, loadWords, looksWords } from "./caption.js";

const left = 100;
const right = 130;
const top = 60; // Three lines of labels: both ends and the expected ceiling.
const rowHeight = 16;
const size = 10;
const tickRoom = 60;
const logFrom = 8; // Ratio of largest to smallest load above which the axis is logarithmic.

const plotHeight = ({ probes }: CeilingFindings): number => (probes.length + 1) * rowHeight;
export const ceilingHeight = (found: CeilingFindings): number => top + plotHeight(found) + 46;

export function CeilingPlot({ found, width }: { found: CeilingFindings; width: number }) {
  const { probes, ceiling, expected, knob } = found;
  const [low, high] = [drawable(ceiling.low), drawable(ceiling.high)];
  const spread = width - left - right;
  const height = plotHeight(found);
  const ends = endsOf(found);
  const { x, ticks } = loadAxis([...probes.map(({ at }) => at), low, high, drawable(expected)], spread);
  return (
    <g transform={`translate(${left} ${top})`}>
      {hasBand(found) && low !== null && high !== null && (
        <rect
          x={round(x(low))}
          width={round(Math.max(1, x(high) - x(low)))}
          height={height}
          {...paint({ fill: "busy" })}
          fill-opacity={0.35}
        />
      )}
      <Path d={ticks.map((tick) => `M${round(x(tick))},0V${height}`).join("")} stroke="grid" />
      {ends.map((end) => (
        <EndLine {...{ end, x, height }} />
      ))}
      {ends.map((end) => (
        <EndWords {...{ end, x }} />
      ))}
      <Label x={-12} y={-6} size={size} anchor="end" tone="muted">
        {knob === null ? "load" : "value"}
      </Label>
      <Label x={spread + 12} y={-6} size={size} tone="muted">
        replications
      </Label>
      {probes.map((probe, row) => {
        const y = (row + 1) * rowHeight;
        return (
          <>
            <Label x={-12} y={y + 3.5} size={size} anchor="end" tone="muted">
              {loadWords(found, probe.at)}
            </Label>
            <VerdictMark x={x(drawable(probe.at) ?? 0)} y={y} verdict={probe.verdict} />
            <Label x={spread + 12} y={y + 3.5} size={size} tone="muted">
              {looksWords(probe)}
            </Label>
          </>
        );
      })}
      <BottomAxis scale={x} y={height} ticks={ticks} show={found.of === "rate" ? roundRate : String} />
      <Label x={0} y={height + 34} tone="muted">
        {knob ?? (found.of === "rate" ? "arrivals a second, at the peak" : "users")}
      </Label>
    </g>
  );
}

/** A vertical line through all rows, up to its label. */
function EndLine({ end: { at, line, tone, dashes }, x, height }: { end: End; x: Scale; height: number }) {
  return <Path d={`M${round(x(at))},${-2 - 16 * line}V${height}`} stroke={tone} width={1.5} dashes={dashes} />;
}

/** The lower end's label stands left of its line, the upper end's right, where there is room. */
function EndWords({ end: { at, name, line, tone, side }, x }: { end: End; x: Scale }) {
  const half = widthOf(name, { size, bold: true }) / 2;
  const middle = Math.max(half, Math.min(x.range()[1] - half, x(at) + side * (half + 4)));
  return (
    <Label x={middle} y={-6 - 16 * line} size={size} bold anchor="middle" tone={tone} halo>
      {name}
    </Label>
  );
}

interface End {
  readonly at: number;
  readonly name: string;
  readonly line: number; // Line of the label above the plot, counted from below.
  readonly side: -1 | 0 | 1; // Side of the line on which the label stands.
  readonly tone: ToneName;
  readonly dashes?: string;
}

/** For a load the lower end meets and the upper misses; for a value it is the reverse. */
function endsOf(found: CeilingFindings): End[] {
  const isKnob = found.of === "knob";
  const end = (value: number | null, rest: Omit<End, "at" | "name">, before: string, after = ""): End[] => {
    const at = drawable(value);
    return at === null ? [] : [{ at, name: `${before}${loadWords(found, at)}${after}`, ...rest }];
  };
  const { low, high } = found.ceiling;
  const [expected, lower, upper] = [
    { line: 2, side: 0, tone: "ink", dashes: "5 3" },
    { line: 1, side: -1, tone: isKnob ? "bad" : "good" },
    { line: 0, side: 1, tone: isKnob ? "good" : "bad" },
  ] as const;
  return [
    ...end(found.expected, expected, isKnob ? "the model has " : "expected: "),
    ...(isKnob
      ? end(found.beyond === null ? null : low, lower, "less than ", " misses")
      : end(low, lower, "", " meets")),
    ...end(high, upper, "", isKnob ? " meets" : " misses"),
  ];
}

/** Linear, or logarithmic where the search spans a wide range. */
function loadAxis(values: readonly (number | null)[], spread: number): { x: Scale; ticks: readonly number[] } {
  const [least, most] = [smallest(values) ?? 0, largest(values) ?? 1];
  if (drawableLog(least) !== null && most / least >= logFrom) {
    const domain = logDomain(values);
    return { x: scaleLog(domain, [0, spread]).clamp(true), ticks: logTicks(domain, spread, tickRoom) };
  }
  const x = scaleLinear([least, most > least ? most : least + 1], [0, spread])
    .nice(8)
    .clamp(true);
  const isWhole = values.every((value) => value === null || Number.isInteger(value));
  return { x, ticks: x.ticks(8).filter((tick) => !isWhole || Number.isInteger(tick)) };
}

export function ceilingChart(found: CeilingFindings): string {
  return draw({
    chart: "ceiling",
    findings: { ...found, variants: [found] },
    caption: ceilingCaption(found),
    bodyHeight: ceilingHeight(found),
    children: <CeilingPlot found={found} width={chartWidth} />,
  });
}
