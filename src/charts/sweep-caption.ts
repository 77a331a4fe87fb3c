/** The words around a sweep: where the objectives are met, and where the knee is. */
import type { KnobFindings, SweepFindings, SweepPoint } from "../analysis/sweep-findings.js";
import type { Caption } from "./caption.js";
import { decimal, duration, orUnknown, roundDuration } from "./format.js";
import { drawableLog } from "./numbers.js";
import { list } from "./words.js";

export function sweepCaption(sweep: SweepFindings): Caption {
  const title = sweep.knobs.length === 1 ? curveTitle(sweep) : mapTitle(sweep);
  const percent = Math.round(sweep.confidence * 100);
  const limit = sweepLimit(sweep);
  const objectives = sweep.objectives.length === 0 ? "" : ` Asked: ${sweep.objectives.join("; ")}.`;
  const how =
    sweep.knobs.length === 1
      ? `p99 and p50 of successful answers with ${percent}% intervals as bands, over ${sweep.knobs[0].name}.${kneeWords(sweep)}`
      : `p99 of successful answers; the darker, the longer. Lines part what is met, unknown and missed.`;
  const dashed = limit !== null && sweep.knobs.length === 1 ? ` Dashed: p99 < ${roundDuration(limit)}.` : "";
  const each = sweep.points.map(({ at, p99Ms, verdict }) => {
    const where = at.map((value, i) => valueWords(sweep.knobs[i], value)).join(", ");
    return `${where}: p99 ${orUnknown(p99Ms.value, duration)}${sweep.objectives.length === 0 ? "" : `, ${verdict}`}`;
  });
  return { title, subtitle: `${how}${dashed}${objectives}`, description: `${title}. ${each.join("; ")}.` };
}

/** "20ms", "×1.5". */
export const valueWords = ({ name, unit }: KnobFindings, value: number): string =>
  name === "load" ? `×${decimalOf(value)}` : `${decimalOf(value)}${unit}`;

const decimalOf = (value: number): string => (Number.isInteger(value) ? decimal(value, 0) : String(value));

/** The limit on the p99 of all requests, else the tightest of an endpoint; null if there is none. */
export function sweepLimit({ points }: SweepFindings): number | null {
  const limits = (points.find(({ objectives }) => objectives.length > 0)?.objectives ?? [])
    .filter(({ unit, expression }) => unit === "ms" && /p\(?99\)?\s*</.test(expression))
    .sort((a, b) => Number(a.metric.includes("{")) - Number(b.metric.includes("{")) || a.limit - b.limit);
  return drawableLog(limits[0]?.limit);
}

function curveTitle({ knobs: [knob], points, objectives }: SweepFindings): string {
  if (objectives.length === 0) {
    const [first, last] = [points[0], points[points.length - 1]];
    const at = (point: SweepPoint) =>
      `${point.growing ? "has no p99, the queue grows," : `has a p99 of ${orUnknown(point.p99Ms.value, duration)}`} at ${valueWords(knob, point.at[0])}`;
    return `Over ${knob.name}, the system ${at(first)} and ${at(last)}`;
  }
  const verdicts = (["met", "unknown", "missed"] as const).flatMap((verdict) => {
    const spans = spansOf(points, (point) => point.verdict === verdict).map(([from, to]) => {
      const [a, b] = [valueWords(knob, points[from].at[0]), valueWords(knob, points[to].at[0])];
      return a === b ? a : `${a} to ${b}`;
    });
    return spans.length === 0 ? [] : [`${verdict} at ${list(spans)}`];
  });
  return `Over ${knob.name}: objectives ${verdicts.join(", ")}`;
}

function mapTitle({ knobs, points, objectives }: SweepFindings): string {
  const names = knobs.map(({ name }) => name).join(" and ");
  if (objectives.length === 0) return `p99 over ${names}`;
  const met = points.filter(({ verdict }) => verdict === "met").length;
  const unknown = points.filter(({ verdict }) => verdict === "unknown").length;
  const rest = unknown === 0 ? "" : `, ${unknown} undecided`;
  return `Over ${names}: objectives met at ${met} of ${points.length} points${rest}`;
}

function kneeWords({ knee, knobs: [knob] }: SweepFindings): string {
  if (knee === null || knee.value === null) return "";
  const [at, low, high] = [knee.value, knee.low ?? knee.value, knee.high ?? knee.value].map((x) => valueWords(knob, x));
  return ` Ring: the knee at ${at} (${low}–${high}), farthest from the chord (Kneedle); it depends on the range.`;
}

/** First and last index of each unbroken run of points that pass. */
function spansOf<T>(points: readonly T[], passes: (point: T) => boolean): [number, number][] {
  const spans: [number, number][] = [];
  points.forEach((point, i) => {
    const last = spans.at(-1);
    if (!passes(point)) return;
    if (last !== undefined && last[1] === i - 1) last[1] = i;
    else spans.push([i, i]);
  });
  return spans;
}
