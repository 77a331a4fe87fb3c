/** p99 and p50 over one knob, with bands, the objective and the knee. Marks say the verdict by their shape. */
import { scaleLinear, scaleLog } from "d3";
import type { Estimate } from "../../analysis/findings/findings.js";
import type { SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import { BottomAxis, Grid, LeftLabels, type Scale } from "../kit/axes.js";
import { paint, type ToneName } from "../kit/colours.js";
import { roundDuration } from "../kit/format.js";
import { Label } from "../kit/label.js";
import { logDomain, logTicks } from "../kit/log-axis.js";
import { Band, Curve, ObjectiveLine } from "../kit/marks.js";
import { drawable, drawableLog, round } from "../kit/numbers.js";
import { p99Limits } from "../kit/objective.js";
import { figureWords } from "../kit/objective-words.js";
import type { Point } from "../kit/path.js";
import { shorten } from "../kit/text.js";
import { markRadius, toneOf, VerdictMark } from "../kit/verdict-mark.js";
import { type SweepSubject, sweepSubject, valueWords } from "./caption.js";

const left = 72;
const right = 90;
const top = 34;
const plot = 320;
const tickRoom = 60;

export const curveHeight = top + plot + 46;

export function SweepCurve({ sweep, width }: { sweep: SweepFindings; width: number }) {
  const { knobs, points, objectives, knee } = sweep;
  const [knob] = knobs;
  const values = knob.values.map((value) => drawable(value) ?? 0);
  const x = scaleLinear([values[0] ?? 0, values[values.length - 1] ?? 1], [0, width - left - right]).clamp(true);
  const subject = sweepSubject(sweep);
  const { limit, of, p99Of } = subject;
  const numbers = points.flatMap((point) =>
    [...(of === null ? [point.p50Ms] : []), p99Of(point)].flatMap(({ value, low, high }) => [value, low, high]),
  );
  const domain = logDomain([...numbers, limit]);
  const y = scaleLog(domain, [plot, 0]);
  const yTicks = logTicks(domain, plot);
  const spread = x.range()[1];
  const p99 = points.find((point) => of === null && point.at[0] === knee?.value)?.p99Ms.value ?? null;
  return (
    <g transform={`translate(${left} ${top})`}>
      <Grid scale={y} ticks={yTicks} x0={0} x1={spread} />
      <LeftLabels scale={y} ticks={yTicks} x={-8} show={roundDuration} limit={limit} />
      {limit !== null && <ObjectiveLine y={y(limit)} x0={0} x1={spread} />}
      {of === null && <Line points={points} of={({ p50Ms }) => p50Ms} tone="median" name="p50" x={x} y={y} />}
      <Line points={points} of={p99Of} tone="latency" name="p99" x={x} y={y} />
      {points.map((point) => (
        <Mark point={point} subject={subject} x={x(drawable(point.at[0]) ?? 0)} y={y} judged={objectives.length > 0} />
      ))}
      {knee?.value != null && drawableLog(p99) !== null && (
        <circle
          cx={round(x(knee.value))}
          cy={round(y(drawableLog(p99) as number))}
          r={markRadius + 5}
          {...paint({ stroke: "ink" })}
          stroke-width={1.5}
        />
      )}
      {points.some(({ growing }) => growing) && (
        <Label x={0} y={-18} size={10} tone="muted">
          up here: no p99, the queue grows
        </Label>
      )}
      <BottomAxis scale={x} y={plot} ticks={spaced(values, x)} show={(value) => valueWords(knob, value)} />
      <Label x={0} y={plot + 34} tone="muted">
        {knob.name === "load" ? "load, times the model's own" : knob.name}
      </Label>
    </g>
  );
}

interface LineProps {
  readonly points: readonly SweepPoint[];
  readonly of: (point: SweepPoint) => Estimate;
  readonly tone: ToneName;
  readonly name: string;
  readonly x: Scale;
  readonly y: Scale;
}

function Line({ points, of, tone, name, x, y }: LineProps) {
  const line = points.map((point): Point | null => {
    const value = drawableLog(of(point).value);
    return value === null ? null : [x(drawable(point.at[0]) ?? 0), y(value)];
  });
  const band = points.map((point) => {
    const [low, high] = [drawableLog(of(point).low), drawableLog(of(point).high)];
    return low === null || high === null ? null : ([x(drawable(point.at[0]) ?? 0), y(low), y(high)] as const);
  });
  const last = line.findLast((point) => point !== null);
  return (
    <>
      <Band points={band} tone={tone} />
      <Curve points={line} tone={tone} />
      {last && (
        <Label x={last[0] + 10} y={last[1] + 4} tone={tone} bold>
          {name}
        </Label>
      )}
    </>
  );
}

interface MarkProps {
  readonly point: SweepPoint;
  readonly subject: SweepSubject;
  readonly x: number;
  readonly y: Scale;
  readonly judged: boolean;
}

/**
 * Where the queue grows there is no p99: the mark stands above the plot. Where something else than the curve was missed
 * or is unknown, its figure stands beside the mark.
 */
function Mark({ point, subject: { of, limit, p99Of }, x, y, judged }: MarkProps) {
  const value = drawableLog(p99Of(point).value);
  if (value === null && !point.growing) return null;
  const at = { x, y: value === null ? -9 : y(value) };
  const { verdict } = point;
  if (point.growing && !judged) return <VerdictMark {...at} verdict="unknown" />;
  if (point.growing) return <VerdictMark {...at} verdict={verdict} />;
  if (!judged) return <VerdictMark {...at} verdict="met" tone="latency" />;
  const deciding = point.objectives.filter((each) => each.verdict === verdict);
  const shown = p99Limits(point).some(
    ({ endpoint, found }) => endpoint === of && limit !== null && deciding.includes(found),
  );
  const [other] = verdict === "met" || shown ? [] : deciding;
  return (
    <>
      <VerdictMark {...at} verdict={verdict} />
      {other !== undefined && (
        <Label x={at.x} y={at.y + 17} size={9} anchor="middle" tone={toneOf[verdict]} halo>
          {shorten(figureWords(other), tickRoom - 2, { size: 9 })}
        </Label>
      )}
    </>
  );
}

/** The values themselves, as far as their labels have room. */
function spaced(values: readonly number[], x: Scale): number[] {
  const kept: number[] = [];
  for (const value of values) {
    const last = kept.at(-1);
    if (last === undefined || x(value) - x(last) >= tickRoom) kept.push(value);
  }
  return kept;
}
