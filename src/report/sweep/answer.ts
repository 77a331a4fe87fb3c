/** What `headroom sweep` says first: where the objectives are met, what fills up, and where latency starts to bend. */
import type { Verdict } from "../../analysis/findings/findings.js";
import type { KnobFindings, SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import { duration, orUnknown } from "../../charts/kit/format.js";
import { capital, list } from "../../charts/kit/words.js";
import { notBackClause } from "../../charts/sweep/back-words.js";
import { spansOf, sweepCaption } from "../../charts/sweep/caption.js";
import { valueWords } from "../../charts/sweep/value-words.js";
import { clean } from "../../text/safe-text.js";
import type { Answer, NextStep, Typed } from "../kit/answer.js";

export function sweepAnswer(sweep: SweepFindings, typed: Typed | null = null): Answer {
  const { points, objectives } = sweep;
  const [verdict, ...more] = verdictWords(sweep);
  const verdicts = new Set(points.map((point) => point.verdict));
  return {
    verdict: verdict!,
    tone: objectives.length > 0 && verdicts.size === 1 ? points[0]!.verdict : null,
    why: [...more, ...fullWords(sweep), ...growthWords(sweep), ...bendWords(sweep), ...openWords(sweep)],
    next: typed === null ? null : nextOf(sweep, typed),
  };
}

const whoOf = ({ title, name }: SweepFindings): string => `“${clean(title) || clean(name)}”`;

const namesOf = (knobs: readonly KnobFindings[]): string => clean(knobs.map(({ name }) => name).join(" and "));
const uncapital = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** "load ×2", "web.threads 8". */
const at = (knob: KnobFindings, value: number): string => `${clean(knob.name)}\u00a0${valueWords(knob, value)}`;

function verdictWords(sweep: SweepFindings): string[] {
  const { knobs, figures, points } = sweep;
  const who = whoOf(sweep);
  if (figures !== undefined) return [`${who}: ${uncapital(sweepCaption(sweep).title)}.`];
  const judged = judgedWords(sweep);
  const gone = notBackClause(sweep);
  if (gone !== "") return [`${who} stays down: over ${namesOf(knobs)}, ${gone}.`, ...judged];
  if (judged.length > 0) return judged;
  if (knobs.length > 1) return [`p99 of ${who} is ${rangeOf(points)} over ${namesOf(knobs)}.`];
  const known = points.filter(({ p99Ms, growing, standing }) => p99Ms.value !== null && !growing && !standing);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined)
    return [`p99 of ${who} is unknown at every value of ${clean(knobs[0]!.name)} tried.`];
  const said = (point: SweepPoint) => `${duration(point.p99Ms.value!)} at ${at(knobs[0]!, point.at[0]!)}`;
  const growing = growthClauses(sweep);
  return [
    `p99 of ${who} is ${first === last ? said(first) : `${said(first)} and ${said(last)}`}${growing.map((each) => `; ${uncapital(each)}`).join("")}.`,
  ];
}

function rangeOf(points: readonly SweepPoint[]): string {
  const values = points.flatMap(({ p99Ms }) => p99Ms.value ?? []);
  if (values.length === 0) return "unknown";
  return `${duration(Math.min(...values))} to ${orUnknown(Math.max(...values), duration)}`;
}

/** "“Shop” meets its objectives at load ×0.4 to ×1.6 and misses them at ×1.9 to ×2.1; ×1.77 is undecided." */
function judgedWords(sweep: SweepFindings): string[] {
  const { knobs, points, objectives } = sweep;
  if (objectives.length === 0) return [];
  const who = whoOf(sweep);
  const names = namesOf(knobs);
  const many = (verdict: Verdict): number => points.filter((point) => point.verdict === verdict).length;
  const all = points.length;
  if (many("met") === all) return [`${who} meets its objectives at every value of ${names} tried${rangeWords(sweep)}.`];
  if (many("missed") === all)
    return [`${who} misses its objectives at every value of ${names} tried${rangeWords(sweep)}.`];
  if (many("unknown") === all)
    return [`It is undecided at every value of ${names} tried whether ${who} meets its objectives.`];
  const of = (verdict: Verdict): string =>
    knobs.length > 1
      ? `${many(verdict)} of ${all} points`
      : spanWords(knobs[0]!, points, (point) => point.verdict === verdict);
  const where = knobs.length > 1 ? "at" : `at ${names}`;
  const clauses = [
    ...(many("met") === 0 ? [] : [`meets its objectives ${where} ${of("met")}`]),
    ...(many("missed") === 0
      ? []
      : [many("met") === 0 ? `misses its objectives ${where} ${of("missed")}` : `misses them at ${of("missed")}`]),
  ];
  const open = many("unknown") === 0 ? "" : `; ${of("unknown")} ${many("unknown") === 1 ? "is" : "are"} undecided`;
  const over = knobs.length > 1 ? `Over ${names}, ` : "";
  return [`${over}${who} ${list(clauses)}${open}.`];
}

function rangeWords({ knobs, points }: SweepFindings): string {
  const [knob] = knobs;
  if (knobs.length !== 1 || knob === undefined || points.length < 2) return "";
  return `, ${valueWords(knob, points[0]!.at[0]!)} to ${valueWords(knob, points.at(-1)!.at[0]!)}`;
}

/** "×0.4 to ×1.6 and ×2". */
function spanWords(knob: KnobFindings, points: readonly SweepPoint[], passes: (point: SweepPoint) => boolean): string {
  const spans = spansOf(points, passes).map(([from, to]) => {
    const [a, b] = [valueWords(knob, points[from]!.at[0]!), valueWords(knob, points[to]!.at[0]!)];
    return a === b ? a : `${a} to ${b}`;
  });
  return spans.length > SPANS ? `${points.filter(passes).length} of ${points.length} values` : list(spans);
}

const SPANS = 4; // So many are told one by one.

/** What fills up first, and where: the bottleneck behind what is missed. */
function fullWords({ knobs, points }: SweepFindings): string[] {
  const nameOf = ({ first }: SweepPoint): string | null =>
    first === null ? null : `${clean(first.part)} ${first.resource}`;
  const names = [...new Set(points.flatMap((point) => nameOf(point) ?? []))].slice(0, FULL_MOST);
  const [knob] = knobs;
  return names.map((name) => {
    const where =
      knobs.length === 1
        ? `${clean(knob!.name)} ${spanWords(knob!, points, (point) => nameOf(point) === name)}`
        : `${points.filter((point) => nameOf(point) === name).length} of ${points.length} points`;
    return `What fills up first at ${where} is ${name}.`;
  });
}

const FULL_MOST = 2;

/** Where the verdict has not said it already. */
const growthWords = (sweep: SweepFindings): string[] =>
  sweep.objectives.length === 0 && sweep.knobs.length === 1 && sweep.figures === undefined
    ? []
    : growthClauses(sweep).map((each) => `${each}.`);

function growthClauses({ knobs, points }: SweepFindings): string[] {
  const [knob] = knobs;
  const where = (those: readonly SweepPoint[]): string =>
    knobs.length === 1
      ? `${clean(knob!.name)} ${spanWords(knob!, points, (point) => those.includes(point))}`
      : `${those.length} of ${points.length} points`;
  const stuck = points.filter(({ standing }) => standing);
  const grows = points.filter(({ growing, standing }) => growing && !standing);
  return [
    ...(stuck.length === 0 ? [] : [`At ${where(stuck)} requests wait for each other for ever`]),
    ...(grows.length === 0 ? [] : [`At ${where(grows)} it cannot keep up: the number in the system grows`]),
  ];
}

/** "Latency starts to bend at load ×1.4 (×1.2–×1.6)." */
function bendWords({ knobs, knee, figures }: SweepFindings): string[] {
  const [knob] = knobs;
  if (knob === undefined || knee === null || knee.value === null) return [];
  const [value, low, high] = [knee.value, knee.low ?? knee.value, knee.high ?? knee.value].map((x) =>
    valueWords(knob, x),
  );
  const what = figures?.[0]?.name ?? "latency";
  const between = low === high ? "" : ` (${low} to ${high})`;
  return [`${capital(clean(what))} starts to bend at ${clean(knob.name)} ${value}${between}.`];
}

/** Why the first of the undecided is so. */
function openWords({ knobs, points, objectives }: SweepFindings): string[] {
  const point = points.find(({ verdict }) => verdict === "unknown");
  const open = point?.objectives.find(({ verdict }) => verdict === "unknown");
  if (objectives.length === 0 || point === undefined || open === undefined) return [];
  const where = point.at.map((value, i) => at(knobs[i]!, value)).join(", ");
  const why = open.measured.reason ?? "its interval holds the limit";
  return [`At ${where} ${open.metric}: ${open.expression} is undecided: ${why}.`];
}

function nextOf({ knobs, points, objectives, window }: SweepFindings, typed: Typed): NextStep | null {
  const [knob] = knobs;
  if (knob === undefined || knobs.length > 1 || objectives.length === 0) return null;
  if (points.every(({ verdict }) => verdict === "missed"))
    return { words: "see which change helps", command: typed("next") };
  if (points.every(({ verdict }) => verdict === "unknown")) {
    const seconds = Math.ceil((LONGER * (window.toMs - window.fromMs)) / 1000);
    const values = knob.values.map((value) => `${value}${knob.name === "load" ? "" : knob.unit}`).join(",");
    return {
      words: "simulate longer",
      command: typed("sweep", { knob: `${knob.name}=${values}`, duration: `${seconds}s` }),
    };
  }
  if (knob.name === "load") return { words: "find the edge more closely", command: typed("ceiling") };
  return knob.name.startsWith("run.") || knob.unit !== ""
    ? null
    : { words: "find the least value that is enough", command: typed("ceiling", { knob: knob.name }) };
}

const LONGER = 10; // Times the window.
