/** The terminal output of `headroom sweep`: the answer, one line per point, and the verdict again. */
import type { Estimate, Verdict } from "../../analysis/findings/findings.js";
import type { SweepFindings, SweepPoint, SweptFigure } from "../../analysis/findings/sweep-findings.js";
import { isOfRun } from "../../analysis/findings/sweep-findings.js";
import { inline, showDuration, showMeasured, showRate, showShare } from "../../charts/kit/estimate.js";
import { capital, list } from "../../charts/kit/words.js";
import { backWords, boundaryWords, openWords } from "../../charts/sweep/back-words.js";
import { valueWords } from "../../charts/sweep/value-words.js";
import { closingLines, openingLines, type Typed } from "../kit/answer.js";
import { type Cell, type Column, figure, fittedTable, type Paint, words } from "../kit/fitted-table.js";
import { Lines } from "../kit/lines.js";
import { askedLine, searchedWords, windowWords } from "../kit/search-words.js";
import { paintsOf, type View } from "../kit/view.js";
import { sweepAnswer } from "./answer.js";
import { mapLines } from "./map.js";

function columnsOf(found: SweepFindings): Column[] {
  const { knobs, figures, objectives } = found;
  const right = (head: string, width: number): Column => ({ head, width, isRight: true, gap: 2 });
  return [
    ...knobs.map((_, i) => right(headOf(found, i), 9)),
    ...(isNamed(figures, "offered") ? [] : [right("offered", 10)]),
    ...(figures?.map(({ name }) => right(name, figures.length === 1 ? 17 : 11)) ?? [
      ...(hasP50(found) ? [right("p50", 10)] : []),
      right("p99", 17),
    ]),
    ...(isNamed(figures, "errors") ? [] : [right("errors", 9)]),
    ...(happens(found) ? [right("back", 10)] : []),
    ...(objectives.length === 0 ? [] : [{ head: "verdict", width: 9, gap: 2 }]),
    { head: "full first", width: 14, gap: 2 },
  ];
}

/** Whether something happens from which runs may come back. */
const happens = ({ points }: SweepFindings): boolean => points.some(({ back }) => back !== undefined);

const hasP50 = (found: SweepFindings): boolean => found.knobs.length === 1 && !happens(found);

const isNamed = (figures: SweepFindings["figures"], figure: string): boolean =>
  figures?.some(({ name }) => name === figure) ?? false;

/** A knob by its name, if that is short. */
const headOf = ({ knobs }: SweepFindings, i: number): string =>
  knobs[i]!.name.length <= SHORT ? knobs[i]!.name : knobs.length === 1 ? "value" : `knob ${i + 1}`;

const SHORT = 12;

export interface Paints extends Record<Verdict, Paint> {
  readonly dim: Paint;
}

function rowOf(found: SweepFindings, point: SweepPoint, paint: Paints): Cell[] {
  const { knobs, figures, objectives } = found;
  const { at, verdict, growing, standing, offeredLoad, p50Ms, p99Ms, errorRate, back, first } = point;
  const number = (text: string): Cell => words(text, undefined, true);
  return [
    ...at.map((value, i) => number(valueWords(knobs[i], value))),
    ...(isNamed(figures, "offered") ? [] : [number(showRate(offeredLoad).value)]),
    ...(figures?.map((each) => figureCell(each, figures.length === 1, point, paint)) ?? [
      ...(hasP50(found) ? [number(showDuration(p50Ms).value)] : []),
      number(standing ? "stands still" : growing ? "grows" : inline(showDuration(p99Ms))),
    ]),
    ...(isNamed(figures, "errors") ? [] : [number(showShare(errorRate).value)]),
    ...(happens(found) ? [words(back === undefined ? "" : backWords(back), backPaint(back, paint), true)] : []),
    ...(objectives.length === 0 ? [] : [words(verdict, paint[verdict], true)]),
    words(first === null ? "" : `${first.part} ${first.resource}`),
  ];
}

const backPaint = (back: SweepPoint["back"], paint: Paints): Paint | undefined =>
  back === undefined || back.back === back.of ? undefined : back.down * 2 > back.of ? paint.missed : paint.unknown;

/** A single figure has its interval beside it, several have theirs below. */
function figureCell({ name, unit }: SweptFigure, isAlone: boolean, point: SweepPoint, { dim }: Paints): Cell {
  const { figures, standing, growing } = point;
  const found = figures?.[name] ?? noFigure;
  const shown = showMeasured(found, unit);
  if (found.value === null && (standing || growing)) return words(standing ? "stands still" : "grows", undefined, true);
  return isAlone ? words(inline(shown), undefined, true) : figure(shown, dim);
}

const noFigure: Estimate = { value: null, low: null, high: null };

/** Why figures are unknown where no queue grows, each reason once. */
function reasonsOf({ knobs, figures = [], points }: SweepFindings): string[] {
  return figures.flatMap(({ name }) => {
    const without = points.flatMap(({ at, growing, standing, figures: found }) => {
      const { value, reason } = found?.[name] ?? noFigure;
      return value !== null || reason === undefined || growing || standing
        ? []
        : [{ reason, where: at.map((each, i) => valueWords(knobs[i], each)).join(", ") }];
    });
    const reasons = [...new Set(without.map(({ reason }) => reason))];
    return reasons.map((reason) => {
      const where = without.filter((each) => each.reason === reason).map((each) => each.where);
      return `No ${name} at ${where.length === points.length ? "any value" : where.join("; ")}: ${reason}.`;
    });
  });
}

export interface SweepView extends View {
  readonly written: string;
  readonly keptRuns?: number;
  readonly typed?: Typed;
}

export function sweepText(found: SweepFindings, { written, keptRuns, typed, ...view }: SweepView): string {
  const { dim, bad, doubtful, verdict } = paintsOf(view);
  const { knobs, points } = found;
  const answer = sweepAnswer(found, typed);
  const lines = new Lines(view.width);
  lines.block(openingLines(answer, view));
  const paint = { ...verdict, dim };
  const map = view.verbose ? null : mapLines(found, paint, view.width);
  const shown = view.verbose || map !== null ? points : thinned(points);
  lines.block(
    map ??
      fittedTable(
        columnsOf(found),
        shown.map((point) => rowOf(found, point, paint)),
        dim,
        view.width,
      ),
  );
  lines.all.push("");
  const named = knobs.flatMap(({ name }, i) => {
    const said = isOfRun(name) ? `${name}, instead of the one that the model says` : name;
    return headOf(found, i) === name ? [] : [`${headOf(found, i)}: ${said}`];
  });
  if (named.length > 0 && map === null) lines.say(`${capital(named.join("; "))}.`, dim);
  lines.say(openWords(found), doubtful);
  lines.say(boundaryWords(found));
  for (const reason of reasonsOf(found)) lines.say(reason, doubtful);
  if (!found.audit.ok) lines.say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, bad);
  if (shown.length < points.length) lines.say(`${shown.length} of ${points.length} points; all: --verbose.`, dim);
  lines.say(askedLine(found), dim);
  if (view.verbose) lines.say(`${windowWords(found)}.`, dim);
  lines.say(searchedWords(found.simulated, keptRuns), dim);
  lines.say(`Written: ${written}`);
  lines.all.push(...closingLines(answer, view));
  return lines.text();
}

const MOST = 20; // Points shown unless all are asked for.

/** The ends, those where the verdict turns, and of the others every so many. */
function thinned(points: readonly SweepPoint[]): readonly SweepPoint[] {
  if (points.length <= MOST) return points;
  const turns = (i: number): boolean =>
    [i - 1, i + 1].some((j) => points[j] !== undefined && points[j]!.verdict !== points[i]!.verdict);
  const turning = points.filter((_, i) => i === 0 || i === points.length - 1 || turns(i)).slice(0, MOST);
  const every = Math.ceil(points.length / Math.max(1, MOST - turning.length));
  return points
    .filter((point, i) => turning.includes(point) || (turning.length < MOST && i % every === 0))
    .slice(0, MOST + 1);
}
