/** One row per guess: how far the metric moves from the baseline at zero when the guess is lower and when higher. */
import { scaleLinear } from "d3";
import type { ChangeFindings, GuessFindings, TornadoFindings } from "../../analysis/findings/tornado-findings.js";
import { BottomAxis, type Scale } from "../kit/axes.js";
import { paint } from "../kit/colours.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label, Path } from "../kit/marks.js";
import { drawable, largest, round } from "../kit/numbers.js";
import { shorten } from "../kit/text.js";
import { amount, isFlip, sidesOf, tornadoCaption } from "./caption.js";

const left = 290;
const right = 150;
const top = 12;
const rowHeight = 34;
const barHeight = 11;
const mostRows = 20;

export function tornado(found: TornadoFindings): string {
  const rows = found.guesses.slice(0, mostRows);
  const ends = rows
    .flatMap(sidesOf)
    .filter(({ growing }) => !growing)
    .flatMap(({ difference: { value, low, high } }) => [value, low, high])
    .map((each) => (drawable(each) === null ? null : Math.abs(drawable(each) as number)));
  const most = largest(ends) || 1;
  const x = scaleLinear([-most, most], [0, chartWidth - left - right]).clamp(true);
  const height = rows.length * rowHeight;
  const more = found.guesses.length - rows.length;
  return draw({
    chart: "tornado",
    findings: { ...found, variants: [found] },
    caption: tornadoCaption(found),
    bodyHeight: top + height + (more > 0 ? 46 : 30),
    children: (
      <g transform={`translate(${left} ${top})`}>
        {rows.map((guess, i) => (
          <g transform={`translate(0 ${i * rowHeight})`}>
            <Row found={found} guess={guess} x={x} />
          </g>
        ))}
        <Path d={`M${round(x(0))},0V${height}`} stroke="ink" />
        <BottomAxis scale={x} y={height} ticks={x.ticks(5)} show={(tick) => amount(found, tick)} />
        {more > 0 && (
          <Label x={-left + 16} y={height + 34} size={10} tone="muted">
            {`Not shown: ${more} more, all with less effect.`}
          </Label>
        )}
      </g>
    ),
  });
}

function Row({ found, guess, x }: { found: TornadoFindings; guess: GuessFindings; x: Scale }) {
  const flips = sidesOf(guess).filter((side) => isFlip(found, side));
  const words = flips.map(({ value, verdict }) => `${verdict} at ${value}`).join(", ");
  const right = x.range()[1];
  return (
    <>
      <Label x={-12} y={12} anchor="end" bold>
        {shorten(guess.path, left - 30, { size: 11, bold: true })}
      </Label>
      <Label x={-12} y={25} anchor="end" size={10} tone="muted">
        {shorten(guess.value, left - 30, { size: 10 })}
      </Label>
      {guess.less !== null && <Bar side={guess.less} x={x} y={2} open />}
      {guess.more !== null && <Bar side={guess.more} x={x} y={2 + barHeight + 2} />}
      <Label x={right + 22} y={19} size={10} tone="bad">
        {shorten(words, 122, { size: 10 })}
      </Label>
    </>
  );
}

function Bar({ side, x, y, open = false }: { side: ChangeFindings; x: Scale; y: number; open?: boolean }) {
  if (side.growing)
    return (
      <Label x={x.range()[1] - 4} y={y + 9} anchor="end" size={10} tone="bad">
        the queue grows
      </Label>
    );
  const value = drawable(side.difference.value);
  if (value === null) return null;
  const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
  const [low, high] = [drawable(side.difference.low), drawable(side.difference.high)];
  const middle = y + barHeight / 2;
  return (
    <>
      <rect
        x={round(from)}
        y={y}
        width={round(Math.max(0.5, to - from))}
        height={barHeight}
        {...paint({ fill: open ? "paper" : "busy", stroke: "latency" })}
        stroke-width={1}
      />
      {low !== null && high !== null && (
        <Path d={`M${round(x(low))},${middle}H${round(x(high))}`} stroke="ink" width={1.5} />
      )}
    </>
  );
}
