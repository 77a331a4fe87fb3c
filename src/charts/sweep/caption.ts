/** Title, subtitle and alt text of a sweep: where the objectives are met, and where the knee is. */
import type { Estimate } from "../../analysis/findings/findings.js";
import type { KnobFindings, SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import type { Caption } from "../kit/caption.js";
import { duration, IN_UNIT, orUnknown } from "../kit/format.js";
import { drawable } from "../kit/numbers.js";
import { decidingFigures } from "../kit/objective-words.js";
import { capital, isOrAre, list } from "../kit/words.js";
import { backWords, notBackClause } from "./back-words.js";
import { type SweepSubject, sweepSubject } from "./subject.js";
import { valueWords } from "./value-words.js";

export function sweepCaption(sweep: SweepFindings): Caption {
  const title = sweep.knobs.length === 1 ? curveTitle(sweep) : mapTitle(sweep);
  const percent = Math.round(sweep.confidence * 100);
  const subject = sweepSubject(sweep);
  const objectives = sweep.objectives.length === 0 ? "" : ` Asked: ${sweep.objectives.join("; ")}.`;
  const isCurve = sweep.knobs.length === 1;
  const ofAll = isCurve ? "p99 and p50 of successful answers" : "p99 of successful answers";
  const what = !subject.isNamed && subject.isKnees ? ofAll : subject.name;
  const how = isCurve
    ? `${what} with ${percent}% intervals as bands, over ${sweep.knobs[0].name}.${kneeWords(sweep)}`
    : `${what}; the darker, the ${subject.unit === "ms" ? "longer" : "more"}. Lines part what is met, unknown and missed.`;
  const bounded =
    isCurve && sweep.boundary?.at.value != null ? " Shaded: where it stops coming back, with its interval." : "";
  const dashed = subject.limit !== null && isCurve ? ` Dashed: ${subject.limit.words}.` : "";
  const each = sweep.points.map((point) => {
    const where = point.at.map((value, i) => valueWords(sweep.knobs[i], value)).join(", ");
    const words = subject.isNamed ? namedWords(subject, point) : p99Words(point);
    const figures = point.growing ? "" : decidingFigures(point);
    const judged = `, ${point.verdict}${figures === "" || figures === words ? "" : ` (${figures})`}`;
    const stays = point.back === undefined ? "" : `, come back: ${backWords(point.back)}`;
    return `${where}: ${words}${stays}${sweep.objectives.length === 0 ? "" : judged}`;
  });
  return { title, subtitle: `${how}${bounded}${dashed}${objectives}`, description: `${title}. ${each.join("; ")}.` };
}

function p99Words({ standing, growing, p99Ms }: SweepPoint): string {
  if (standing) return "it stands still";
  return growing ? "the queue grows" : `p99 ${orUnknown(p99Ms.value, duration)}`;
}

/** "hit rate of catalogue 90.0%", "errors 12.0% while the queue grows". */
function namedWords(subject: SweepSubject, point: SweepPoint): string {
  const because = point.standing ? " and it stands still" : point.growing ? " while the queue grows" : "";
  return `${subject.name} ${orUnknown(subject.of(point).value, IN_UNIT[subject.unit])}${because}`;
}

function curveTitle(sweep: SweepFindings): string {
  const { knobs, points, objectives } = sweep;
  const [knob] = knobs;
  const subject = sweepSubject(sweep);
  const judged = objectives.length === 0 ? [] : [`objectives ${verdictsOver(knob, points)}`];
  const gone = notBackClause(sweep);
  if (gone !== "" && !subject.isNamed) return [`Over ${knob.name}, ${gone}`, ...judged].join("; ");
  if (!subject.isNamed && objectives.length > 0) return capital(judged[0]!.replace(" at ", ` at ${knob.name} `));
  const told = subject.isNamed ? toldOf(points, subject) : points;
  const ends = told.length < 2 ? told : [told[0], told[told.length - 1]];
  const values = `${isOrAre(subject.name)} ${ends.map((point) => endWords(knob, point, subject)).join(" and ")}`;
  const between = subject.isNamed ? betweenWords(knob, told, subject) : "";
  const first = gone === "" ? [] : [gone];
  return `Over ${knob.name}, ${[...first, `${subject.name} ${values}${between}`, ...judged].join("; ")}`;
}

/** "met at ×0.4 to ×1.6, unknown at ×1.77, missed at ×1.9". */
function verdictsOver(knob: KnobFindings, points: readonly SweepPoint[]): string {
  const verdicts = (["met", "unknown", "missed"] as const).flatMap((verdict) => {
    const spans = spansOf(points, (point) => point.verdict === verdict).map(([from, to]) => {
      const [a, b] = [valueWords(knob, points[from].at[0]), valueWords(knob, points[to].at[0])];
      return a === b ? a : `${a} to ${b}`;
    });
    return spans.length === 0 ? [] : [`${verdict} at ${list(spans)}`];
  });
  return verdicts.join(", ");
}

/** Points with enough samples, or all if none has. */
function toldOf(points: readonly SweepPoint[], { of }: SweepSubject): readonly SweepPoint[] {
  const told = points.filter((point) => drawable(of(point).value) !== null || point.growing || point.standing);
  return told.length === 0 ? points : told;
}

/** A value between the ends that is proven to be above both, or below both. */
function betweenWords(knob: KnobFindings, points: readonly SweepPoint[], { of, unit }: SweepSubject): string {
  const all = points.map((point) => ({ at: point.at[0], ...endsOf(of(point)) }));
  const [first, last] = [all[0], all.at(-1)];
  const known = all.slice(1, -1).filter(({ value }) => value !== null);
  if (first?.value == null || last?.value == null || known.length === 0) return "";
  const most = known.reduce((a, b) => (b.value! > a.value! ? b : a));
  const least = known.reduce((a, b) => (b.value! < a.value! ? b : a));
  const words = ({ value, at }: (typeof all)[number]) => `${IN_UNIT[unit](value!)} at ${valueWords(knob, at)}`;
  const above = most.low! > Math.max(first.high!, last.high!) ? [`up to ${words(most)}`] : [];
  const below = least.high! < Math.min(first.low!, last.low!) ? [`down to ${words(least)}`] : [];
  const both = [...above, ...below];
  return both.length === 0 ? "" : `, between them ${list(both)}`;
}

/** Without an interval, everything from −∞ to +∞, so that nothing is proven by it. */
const endsOf = ({ value, low, high }: Estimate) => ({
  value: drawable(value),
  low: low ?? Number.NEGATIVE_INFINITY,
  high: high ?? Number.POSITIVE_INFINITY,
});

/** "12.0 ms at ×1", "unknown at ×0.4", "none at ×2, where the queue grows". */
function endWords(knob: KnobFindings, point: SweepPoint, { of, unit, isNamed }: SweepSubject): string {
  const where = valueWords(knob, point.at[0]);
  const { value } = of(point);
  if (isNamed && drawable(value) !== null) return `${IN_UNIT[unit](value!)} at ${where}`;
  if (point.standing) return `none at ${where}, where requests wait for each other for ever`;
  return point.growing ? `none at ${where}, where the queue grows` : `${orUnknown(value, IN_UNIT[unit])} at ${where}`;
}

function mapTitle(sweep: SweepFindings): string {
  const { knobs, points, objectives } = sweep;
  const names = knobs.map(({ name }) => name).join(" and ");
  const subject = sweepSubject(sweep);
  const met = points.filter(({ verdict }) => verdict === "met").length;
  const unknown = points.filter(({ verdict }) => verdict === "unknown").length;
  const rest = unknown === 0 ? "" : `, ${unknown} undecided`;
  const judged = `objectives met at ${met} of ${points.length} points${rest}`;
  const gone = notBackClause(sweep);
  const first = gone === "" ? "" : `${gone}; `;
  if (subject.isNamed)
    return `Over ${names}, ${first}${rangeWords(points, subject)}${objectives.length === 0 ? "" : `; ${judged}`}`;
  if (gone !== "") return `Over ${names}, ${gone}${objectives.length === 0 ? "" : `; ${judged}`}`;
  return objectives.length === 0 ? `p99 over ${names}` : `Over ${names}: ${judged}`;
}

/** "hit rate of catalogue is 61.0% to 93.0%, without a value at 3 of 20 points". */
function rangeWords(points: readonly SweepPoint[], { name, unit, of }: SweepSubject): string {
  const values = points.flatMap((point) => drawable(of(point).value) ?? []);
  if (values.length === 0) return `${name} ${isOrAre(name)} unknown`;
  const ends = [...new Set([Math.min(...values), Math.max(...values)].map(IN_UNIT[unit]))].join(" to ");
  const missing = points.length - values.length;
  const without = missing === 0 ? "" : `, without a value at ${missing} of ${points.length} points`;
  return `${name} ${isOrAre(name)} ${ends}${without}`;
}

function kneeWords({ knee, knobs: [knob] }: SweepFindings): string {
  if (knee === null || knee.value === null) return "";
  const [at, low, high] = [knee.value, knee.low ?? knee.value, knee.high ?? knee.value].map((x) => valueWords(knob, x));
  return ` Ring: where it starts to bend, ${at} (${low}–${high}).`;
}

/** First and last index of each unbroken run of passing points. */
export function spansOf<T>(points: readonly T[], passes: (point: T) => boolean): [number, number][] {
  const spans: [number, number][] = [];
  points.forEach((point, i) => {
    const last = spans.at(-1);
    if (!passes(point)) return;
    if (last !== undefined && last[1] === i - 1) last[1] = i;
    else spans.push([i, i]);
  });
  return spans;
}
