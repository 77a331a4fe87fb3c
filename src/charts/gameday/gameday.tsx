/** A game day as a picture: a row for each fault, what share of the requests it loses, and how long until it is back. */
import { scaleLinear } from "d3";
import type { GamedayFindings, TrialFindings } from "../../analysis/findings/gameday-findings.js";
import { BottomAxis, Grid, type Scale } from "../kit/axes.js";
import { paint } from "../kit/colours.js";
import { duration, share, wholeShare } from "../kit/format.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Label, Path } from "../kit/marks.js";
import { drawable, round } from "../kit/numbers.js";
import { shorten } from "../kit/text.js";
import { gamedayCaption } from "./caption.js";

const left = 250;
const middle = 470; // Width of the bars.
const rowHeight = 24;
const barHeight = 11;
const mostRows = 40;

export function gamedayChart(found: GamedayFindings): string {
  const rows = found.trials.slice(0, mostRows);
  const x = scaleLinear([0, 1], [0, middle]).clamp(true);
  const height = rows.length * rowHeight;
  const more = found.trials.length - rows.length;
  const { fromMs, toMs } = found.window;
  const sourced = { ...found, window: { fromMs, toMs, replications: found.replications }, variants: [] };
  return draw({
    chart: "gameday",
    findings: sourced,
    caption: gamedayCaption(found),
    bodyHeight: 26 + height + (more > 0 ? 46 : 30),
    children: (
      <g transform={`translate(${left} 26)`}>
        <Label x={0} y={-10} size={10} tone="muted">
          requests lost while it lasts
        </Label>
        <Label x={middle + 64} y={-10} size={10} tone="muted">
          back after
        </Label>
        <Grid scale={scaleLinear([0, 1], [height, height])} ticks={[0]} x0={0} x1={middle} />
        {rows.map((trial, i) => (
          <g transform={`translate(0 ${i * rowHeight})`}>
            <Row trial={trial} x={x} />
          </g>
        ))}
        <BottomAxis scale={x} y={height} ticks={[0, 0.25, 0.5, 0.75, 1]} show={wholeShare} />
        {more > 0 && (
          <Label x={0} y={height + 36} size={10} tone="muted">
            {`Not shown: ${more} more faults.`}
          </Label>
        )}
      </g>
    ),
  });
}

function Row({ trial, x }: { trial: TrialFindings; x: Scale }) {
  const { part, words, withoutFallback, fallback, lost, comesBack } = trial;
  const name = `${part} ${words}${withoutFallback ? ", no fallback" : ""}`;
  const value = Math.max(0, drawable(lost.value) ?? 0);
  const isBare = fallback === "none" || withoutFallback;
  const [low, high] = [drawable(lost.low) ?? value, drawable(lost.high) ?? value];
  const centre = rowHeight / 2;
  return (
    <>
      <Label x={-10} y={centre + 4} anchor="end" bold={fallback === "none"}>
        {shorten(name, left - 26, { size: 11, bold: fallback === "none" })}
      </Label>
      <rect
        x={0}
        y={centre - barHeight / 2}
        width={round(Math.max(value > 0 ? 1 : 0, x(value)))}
        height={barHeight}
        {...paint({ fill: isBare ? "badFill" : "busy" })}
      />
      {high > low && (
        <Path d={`M${round(x(Math.max(0, low)))},${centre}H${round(x(Math.max(0, high)))}`} stroke="ink" width={1.2} />
      )}
      <Label x={Math.max(x(value), x(Math.max(0, high))) + 6} y={centre + 4} size={10} tone="muted" halo>
        {value === 0 ? "none" : share(value)}
      </Label>
      <Label x={middle + 64} y={centre + 4} size={10} tone={comesBack ? "muted" : "bad"} bold={!comesBack}>
        {shorten(backWords(trial), chartWidth - left - middle - 80, { size: 10, bold: !comesBack })}
      </Label>
    </>
  );
}

/** "does not come back", "at once", "12 s". */
export function backWords({ comesBack, endpoints, backMs }: TrialFindings): string {
  if (!comesBack) return "does not come back";
  if (endpoints.length === 0) return "at once";
  const value = drawable(backMs.value);
  if (value === null) return backMs.low === null ? "unknown" : `more than ${duration(backMs.low)}`;
  return value === 0 ? "at once" : duration(value);
}
