/** What `headroom sweep` says on the terminal: one line a point, within 80 columns. */
import pc from "picocolors";
import type { Verdict } from "../../analysis/findings/findings.js";
import type { SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import { list } from "../../charts/kit/words.js";
import { sweepCaption, valueWords } from "../../charts/sweep/caption.js";
import { fold } from "../../text/fold.js";
import { inline, showDuration, showRate, showShare } from "../kit/estimate.js";
import { type Cell, type Column, fittedTable, type Paint, words } from "../kit/fitted-table.js";
import { conditionsWords, searchedWords } from "../kit/search-words.js";

function columnsOf({ knobs, objectives }: SweepFindings): Column[] {
  const right = (head: string, width: number): Column => ({ head, width, isRight: true });
  return [
    ...knobs.map((_, i) => right(knobs.length === 1 ? "value" : `knob ${i + 1}`, 11)),
    right("offered", 10),
    ...(knobs.length === 1 ? [right("p50", 10)] : []),
    right("p99", 17),
    right("errors", 9),
    ...(objectives.length === 0 ? [] : [{ head: "verdict", width: 9, gap: 2 }]),
    { head: "gives first", width: knobs.length === 1 ? 14 : 13, gap: 2 },
  ];
}

function rowOf({ knobs, objectives }: SweepFindings, point: SweepPoint, paint: Record<Verdict, Paint>): Cell[] {
  const { at, verdict, growing, standing, offeredLoad, p50Ms, p99Ms, errorRate, first } = point;
  const number = (text: string): Cell => words(text, undefined, true);
  return [
    ...at.map((value, i) => number(valueWords(knobs[i], value))),
    number(showRate(offeredLoad).value),
    ...(knobs.length === 1 ? [number(showDuration(p50Ms).value)] : []),
    number(standing ? "stands still" : growing ? "grows" : inline(showDuration(p99Ms))),
    number(showShare(errorRate).value),
    ...(objectives.length === 0 ? [] : [words(verdict, paint[verdict], true)]),
    words(first === null ? "" : `${first.part} ${first.resource}`),
  ];
}

export function sweepText(
  found: SweepFindings,
  options: { colour: boolean; written: string; keptRuns?: number },
): string {
  const c = pc.createColors(options.colour);
  const paint = { met: c.green, missed: c.red, unknown: c.yellow };
  const { knobs, points } = found;
  const lines = [
    c.bold(fold(found.title)[0]!),
    ...conditionsWords(found).map(c.dim),
    ...knobs
      .flatMap(({ name }, i) => fold(knobs.length === 1 ? `Value: ${name}` : `Knob ${i + 1}: ${name}`))
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
    for (const line of fold(text)) lines.push(like(line));
  };
  if (found.knee !== null && found.knee.value !== null) {
    const [at, low, high] = [found.knee.value, found.knee.low!, found.knee.high!].map((x) => valueWords(knobs[0], x));
    say(`Knee of p99: ${at} (${low}–${high}), the point farthest from the chord; it depends on the range swept.`);
  }
  if (!found.audit.ok) say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, c.red);
  say(searchedWords(found.simulated, options.keptRuns), c.dim);
  say(`Written: ${options.written}`);
  say(`${sweepCaption(found).title}.`, c.bold);
  return `${lines.join("\n")}\n`;
}
