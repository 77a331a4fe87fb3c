/** Differences in one figure, a row per variant: thick line with pairing, thin without, and the numbers beside it. */
import { scaleLinear } from "d3";
import type { DifferenceVerdict, Findings } from "../../analysis/findings/findings.js";
import { BottomAxis, type Scale } from "../kit/axes.js";
import { showChange, VERDICT_WORDS } from "../kit/change.js";
import type { ToneName } from "../kit/colours.js";
import { roundDuration } from "../kit/format.js";
import { Dots, Label, Path } from "../kit/marks.js";
import { drawable, round } from "../kit/numbers.js";
import { shorten, widthOf } from "../kit/text.js";
import { type Difference, differenceOf, type Interval, inOrder, reach } from "./rows.js";

const wordsWidth = 168;
const cap = 4; // Half the height of an interval's cap.

const verdictTones: Partial<Record<DifferenceVerdict, ToneName>> = { better: "good", worse: "bad" };

interface PanelProps {
  readonly findings: Findings;
  readonly metric: string;
  readonly width: number;
  readonly rowHeight: number;
}

export function PairedDifferencePanel({ findings, metric, width, rowHeight }: PanelProps) {
  const plotWidth = width - wordsWidth;
  const height = findings.comparisons.length * rowHeight;
  const x = scaleLinear(reach(findings, metric), [0, plotWidth]).nice(4).clamp(true);
  const ticks = x.ticks(4).filter((tick) => drawable(tick) !== null);
  const show = (tick: number): string => (tick === 0 ? "0" : roundDuration(tick).replace("-", "−"));
  return (
    <>
      <Path d={ticks.map((tick) => `M${round(x(tick))},0V${height}`).join("")} stroke="grid" />
      <Path d={`M${round(x(0))},0V${height}`} stroke="ink" width={1.2} />
      {inOrder(findings).map((comparison, i) => {
        const difference = differenceOf(comparison, metric);
        return (
          difference !== null && (
            <g transform={`translate(0 ${round((i + 0.5) * rowHeight)})`}>
              <Marks difference={difference} x={x} />
              <Words difference={difference} x={plotWidth + 14} />
            </g>
          )
        );
      })}
      <BottomAxis scale={x} y={height} ticks={spaced(ticks)} show={show} />
    </>
  );
}

function Marks({ difference: { found, paired, unpaired }, x }: { difference: Difference; x: Scale }) {
  if (paired === null) return null;
  const tone = verdictTones[found.verdict] ?? "median";
  return (
    <>
      <Path d={whiskers(unpaired, x)} stroke="muted" width={1} />
      <Path d={bar(paired, x)} stroke={tone} width={5} />
      <Dots points={[[x(paired.value), 0]]} tone={tone} size={9} />
    </>
  );
}

function bar({ low, high }: Interval, x: Scale): string {
  return low === null || high === null ? "" : `M${round(x(low))},0H${round(x(high))}`;
}

/** Caps at the interval's ends, but none where the plot cuts it off. */
function whiskers(interval: Interval | null, x: Scale): string {
  if (interval === null || interval.low === null || interval.high === null) return "";
  const { low, high } = interval;
  const [from, to] = x.domain() as [number, number];
  const end = (at: number): string => (at < from || at > to ? "" : `M${round(x(at))},${-cap}V${cap}`);
  return `M${round(x(low))},0H${round(x(high))}${end(low)}${end(high)}`;
}

function Words({ difference: { found }, x }: { difference: Difference; x: number }) {
  const { value, interval } = showChange(found.difference, found.unit);
  const room = wordsWidth - 16;
  const type = { size: 11, bold: true };
  const fits = (text: string) => widthOf(text, type) <= room; // A number is never cut.
  const unproven = found.verdict === "unproven" ? "? " : "";
  return (
    <>
      <Label x={x} y={-2} size={11} bold>
        {[`${value}\u00a0${interval}`.trim(), value].find(fits) ?? shorten(value, room, type)}
      </Label>
      <Label x={x} y={12} size={10} tone={verdictTones[found.verdict] ?? "muted"}>
        {`${unproven}${VERDICT_WORDS[found.verdict]}`}
      </Label>
    </>
  );
}

/** Every second tick if labels of all would overlap. */
const spaced = (ticks: readonly number[]): readonly number[] =>
  ticks.length > 4 ? ticks.filter((_, i) => i % 2 === ticks.indexOf(0) % 2) : ticks;
