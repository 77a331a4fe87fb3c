/** The words around a sweep: where the objectives are met, and where the knee is. */
import type { Estimate } from "../../analysis/findings/findings.js";
import type { KnobFindings, SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import type { Caption } from "../kit/caption.js";
import { decimal, duration, orUnknown, plainNumber, roundDuration } from "../kit/format.js";
import { drawableLog } from "../kit/numbers.js";
import { askedOfP99, commonLimit, p99Limits, p99Words } from "../kit/objective.js";
import { decidingFigures } from "../kit/objective-words.js";
import { list } from "../kit/words.js";

export function sweepCaption(sweep: SweepFindings): Caption {
  const title = sweep.knobs.length === 1 ? curveTitle(sweep) : mapTitle(sweep);
  const percent = Math.round(sweep.confidence * 100);
  const subject = sweepSubject(sweep);
  const objectives = sweep.objectives.length === 0 ? "" : ` Asked: ${sweep.objectives.join("; ")}.`;
  const how =
    sweep.knobs.length === 1
      ? `${subject.of === null ? "p99 and p50 of successful answers" : `p99 of ${subject.of}`} with ${percent}% intervals as bands, over ${sweep.knobs[0].name}.${kneeWords(sweep)}`
      : `p99 of successful answers; the darker, the longer. Lines part what is met, unknown and missed.`;
  const limit = subject.limit;
  const dashed =
    limit !== null && sweep.knobs.length === 1 ? ` Dashed: ${p99Words(subject)} < ${roundDuration(limit)}.` : "";
  const each = sweep.points.map((point) => {
    const where = point.at.map((value, i) => valueWords(sweep.knobs[i], value)).join(", ");
    const p99 = point.standing
      ? "it stands still"
      : point.growing
        ? "the queue grows"
        : `p99 ${orUnknown(point.p99Ms.value, duration)}`;
    const figures = point.growing ? "" : decidingFigures(point);
    const judged = `, ${point.verdict}${figures === "" || figures === p99 ? "" : ` (${figures})`}`;
    return `${where}: ${p99}${sweep.objectives.length === 0 ? "" : judged}`;
  });
  return { title, subtitle: `${how}${dashed}${objectives}`, description: `${title}. ${each.join("; ")}.` };
}

/** "20ms", "×1.5". */
export const valueWords = ({ name, unit }: KnobFindings, value: number): string =>
  name === "load" ? `×${decimalOf(value)}` : `${decimalOf(value)}${unit}`;

const decimalOf = (value: number): string => (Number.isInteger(value) ? decimal(value, 0) : plainNumber(value));

/** Whose p99 a curve shows, and its limit. */
export interface SweepSubject {
  readonly of: string | null; // An endpoint; null for all.
  readonly limit: number | null;
  readonly p99Of: (point: SweepPoint) => Estimate;
}

/** Of all requests; of an endpoint where only endpoints have a limit, since each point has its p99 then. */
export function sweepSubject(sweep: SweepFindings): SweepSubject {
  const asked = askedOfP99({ variants: sweep.points });
  const limit = asked === null ? null : drawableLog(commonLimit(asked));
  const of = asked?.of ?? null;
  if (of === null || sweep.knobs.length > 1)
    return { of: null, limit: of === null ? limit : null, p99Of: (point) => point.p99Ms };
  const p99Of = (point: SweepPoint): Estimate =>
    p99Limits(point).find(({ endpoint }) => endpoint === of)?.found.measured ?? { value: null, low: null, high: null };
  return { of, limit, p99Of };
}

function curveTitle({ knobs: [knob], points, objectives }: SweepFindings): string {
  if (objectives.length === 0) {
    const ends = points.length < 2 ? points : [points[0], points[points.length - 1]];
    return `Over ${knob.name}, p99 is ${ends.map((point) => endWords(knob, point)).join(" and ")}`;
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

/** "12.0 ms at ×1", "unknown at ×0.4", "none at ×2, where the queue grows". */
function endWords(knob: KnobFindings, { growing, standing, p99Ms, at }: SweepPoint): string {
  const where = valueWords(knob, at[0]);
  if (standing) return `none at ${where}, where requests wait for each other for ever`;
  return growing ? `none at ${where}, where the queue grows` : `${orUnknown(p99Ms.value, duration)} at ${where}`;
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
