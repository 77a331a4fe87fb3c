/** The terminal output of `headroom sweep`: one line per point, within 80 columns. */
import pc from "picocolors";
import type { Estimate, Verdict } from "../../analysis/findings/findings.js";
import type { SweepFindings, SweepPoint, SweptFigure } from "../../analysis/findings/sweep-findings.js";
import { isOfRun } from "../../analysis/findings/sweep-findings.js";
import { inline, showDuration, showMeasured, showRate, showShare } from "../../charts/kit/estimate.js";
import { list } from "../../charts/kit/words.js";
import { backWords, boundaryWords, openWords } from "../../charts/sweep/back-words.js";
import { sweepCaption } from "../../charts/sweep/caption.js";
import { valueWords } from "../../charts/sweep/value-words.js";
import { fold } from "../../text/fold.js";
import { type Cell, type Column, figure, fittedTable, type Paint, words } from "../kit/fitted-table.js";
import { conditionsWords, searchedWords } from "../kit/search-words.js";

function columnsOf(found: SweepFindings): Column[] {
  const { knobs, figures, objectives } = found;
  const right = (head: string, width: number): Column => ({ head, width, isRight: true });
  return [
    ...knobs.map((_, i) => right(knobs.length === 1 ? "value" : `knob ${i + 1}`, 11)),
    ...(isNamed(figures, "offered") ? [] : [right("offered", 10)]),
    ...(figures?.map(({ name }) => right(name, figures.length === 1 ? 17 : 11)) ?? [
      ...(hasP50(found) ? [right("p50", 10)] : []),
      right("p99", 17),
    ]),
    ...(isNamed(figures, "errors") ? [] : [right("errors", 9)]),
    ...(happens(found) ? [right("back", 10)] : []),
    ...(objectives.length === 0 ? [] : [{ head: "verdict", width: 9, gap: 2 }]),
    { head: "gives first", width: knobs.length === 1 ? 14 : 13, gap: 2 },
  ];
}

/** Whether something happens from which runs may come back. */
const happens = ({ points }: SweepFindings): boolean => points.some(({ back }) => back !== undefined);

const hasP50 = (found: SweepFindings): boolean => found.knobs.length === 1 && !happens(found);

const isNamed = (figures: SweepFindings["figures"], figure: string): boolean =>
  figures?.some(({ name }) => name === figure) ?? false;

interface Paints extends Record<Verdict, Paint> {
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

export function sweepText(
  found: SweepFindings,
  options: { colour: boolean; written: string; keptRuns?: number },
): string {
  const c = pc.createColors(options.colour);
  const paint = { met: c.green, missed: c.red, unknown: c.yellow, dim: c.dim };
  const { knobs, points } = found;
  const lines = [
    c.bold(fold(found.title)[0]!),
    ...conditionsWords(found).map(c.dim),
    ...knobs
      .flatMap(({ name }, i) => {
        const said = isOfRun(name) ? `${name}, instead of the one above` : name;
        return fold(knobs.length === 1 ? `Value: ${said}` : `Knob ${i + 1}: ${said}`);
      })
      .map(c.dim),
    "",
    ...fittedTable(
      columnsOf(found),
      points.map((point) => rowOf(found, point, paint)),
      c.dim,
    ),
    "",
  ];
  const say = (text: string, like: (line: string) => string = (same) => same): void => {
    if (text !== "") for (const line of fold(text)) lines.push(like(line));
  };
  if (found.knee !== null && found.knee.value !== null) {
    const [at, low, high] = [found.knee.value, found.knee.low!, found.knee.high!].map((x) => valueWords(knobs[0], x));
    say(
      `Knee of ${found.figures?.[0]?.name ?? "p99"}: ${at} (${low}–${high}), the point farthest from the chord; it depends on the range swept.`,
    );
  }
  say(openWords(found), c.yellow);
  say(boundaryWords(found));
  for (const reason of reasonsOf(found)) say(reason, c.yellow);
  if (!found.audit.ok) say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, c.red);
  say(searchedWords(found.simulated, options.keptRuns), c.dim);
  say(`Written: ${options.written}`);
  say(`${sweepCaption(found).title}.`, c.bold);
  return `${lines.join("\n")}\n`;
}
