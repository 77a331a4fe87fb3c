/** One variant's latency over time: p50, p99 with its band, and a strip of errors below. */
import type { Findings, LatencyOverTime, OverTimeFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { Grid, type Scale, TimeAxis } from "../kit/axes.js";
import { toneOf } from "../kit/badge.js";
import { duration, orUnknown, shortShare } from "../kit/format.js";
import { binPoints, dodge } from "../kit/layout.js";
import { Band, Curve, Label, ObjectiveLine, Path, SpikeShade } from "../kit/marks.js";
import { drawableLog, round } from "../kit/numbers.js";
import { decidingWithin, VERDICT_SIGNS } from "../kit/objective-words.js";
import { unanswered } from "../kit/spike.js";
import { shorten, widthOf } from "../kit/text.js";
import { ErrorStrip, stripHeight } from "./strips.js";

export const plotHeight = 156;
export const stripTop = plotHeight + 22;
export const panelHeight = stripTop + stripHeight;

interface PanelProps {
  readonly findings: Findings;
  readonly variant: VariantFindings;
  readonly x: Scale; // Of time; its range is the panel's width.
  readonly y: Scale; // Of latency, [plotHeight, 0].
  readonly ticks: readonly number[];
  readonly series: LatencyOverTime | null; // Null: not measured over time.
  readonly limitMs: number | null; // Limit on the p99 of this series.
  readonly errorLimit: number | null;
}

export function LatencyPanel({ series, ...rest }: PanelProps) {
  const [x0, x1] = rest.x.range() as [number, number];
  if (series !== null) return <Curves {...rest} series={series} />;
  return (
    <>
      <Label x={(x0 + x1) / 2} y={plotHeight / 2} anchor="middle" tone="muted">
        not measured over time
      </Label>
      <TimeAxis scale={rest.x} y={panelHeight} findings={rest.findings} />
    </>
  );
}

type CurvesProps = PanelProps & { readonly series: LatencyOverTime };

function Curves({ findings, variant, x, y, ticks, series, limitMs, errorLimit }: CurvesProps) {
  const overTime = { ...variant.overTime, ...series };
  const [x0, x1] = x.range() as [number, number];
  const points = (values: readonly (number | null)[]) => binPoints(overTime, values, x, y, drawableLog);
  const [p50, p99] = [points(overTime.p50Ms), points(overTime.p99Ms)];
  const [low, high] = [points(overTime.p99LowMs), points(overTime.p99HighMs)];
  const band = low.map((point, i) => (point && high[i] ? ([point[0], point[1], high[i][1]] as const) : null));
  return (
    <>
      <SpikeShade findings={findings} variant={variant} scale={x} y={0} height={panelHeight} />
      <Grid scale={y} ticks={ticks} x0={x0} x1={x1} />
      {limitMs !== null && <ObjectiveLine y={y(drawableLog(limitMs) ?? y.domain()[1])} x0={x0} x1={x1} />}
      <Band points={band} tone="latency" />
      <NoAnswers overTime={overTime} x={x} />
      <Curve points={p50} tone="median" width={1.4} />
      <Curve points={p99} tone="latency" width={2.2} />
      <LineNames p50={p50.findLast((point) => point)?.[1]} p99={p99.findLast((point) => point)?.[1]} x={x1 + 5} />
      {p99.every((point) => point === null) && (
        <Label x={(x0 + x1) / 2} y={plotHeight / 2} anchor="middle" tone="muted" halo>
          {withoutCurve(series, p50)}
        </Label>
      )}
      <ErrorStrip overTime={overTime} limit={errorLimit} x={x} y={stripTop} />
      <TimeAxis scale={x} y={panelHeight} findings={findings} />
    </>
  );
}

/** Why there is no p99 to draw: of what is accepted and done later, answers take no time, which a log scale has no place for. */
function withoutCurve({ p50Ms, p99Ms }: LatencyOverTime, p50: readonly unknown[]): string {
  const known = [...p50Ms, ...p99Ms].filter((value) => value !== null);
  if (known.length > 0 && known.every((value) => value === 0)) return "answered at once: 0 ms";
  return p50.every((point) => point === null) ? "no successful answers" : "too few answers for a p99";
}

/** Labels at the ends of the curves; undefined: no curve. */
function LineNames({ p50, p99, x }: { p50: number | undefined; p99: number | undefined; x: number }) {
  const [y99, y50] = dodge([p99 ?? -100, p50 ?? 2 * plotHeight], 12, 0, plotHeight);
  return (
    <>
      {p99 !== undefined && (
        <Label x={x} y={y99! + 3.5} size={10} bold tone="latency">
          p99
        </Label>
      )}
      {p50 !== undefined && (
        <Label x={x} y={y50! + 3.5} size={10} tone="median">
          p50
        </Label>
      )}
    </>
  );
}

/** Marks bins with requests but no successful answer, so that a missing curve is not read as good news. */
function NoAnswers({ overTime, x }: { overTime: OverTimeFindings; x: Scale }) {
  const bin = (i: number) => round(x(overTime.startMs + i * overTime.binMs));
  const d = unanswered(overTime).map((i) => `M${bin(i)},2H${bin(i + 1)}`);
  return <Path d={d.join("")} stroke="badFill" width={4} />;
}

/** "✗ missed: p99 1.84 s", with the deciding figures; nothing without objectives. */
export function VerdictLine({ variant, y, width }: { variant: VariantFindings; y: number; width: number }) {
  const { verdict, all } = variant;
  const figures = `p99 ${orUnknown(all.latencyMs.p99.value, duration)}, ${orUnknown(all.errorRate.value, shortShare)} fail`;
  const judged = (deciding: string): string =>
    verdict === "none" ? figures : `${VERDICT_SIGNS[verdict]} ${verdict}${deciding === "" ? "" : `: ${deciding}`}`;
  const deciding = decidingWithin(variant, (some) => widthOf(judged(some), { size: 11 }) <= width);
  return (
    <Label x={0} y={y} tone={verdict === "none" ? "muted" : toneOf[verdict]}>
      {shorten(judged(deciding), width, { size: 11 })}
    </Label>
  );
}
