/** The terminal output of `headroom sweep --up-and-down`, within 80 columns. */
import pc from "picocolors";
import type { LoopFindings, LoopStep } from "../../analysis/findings/loop-findings.js";
import { inline, showRate } from "../../charts/kit/estimate.js";
import { plainNumber, roundDuration } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";
import { leftOutWords, loopWords } from "../../charts/loop/caption.js";
import { fold } from "../../text/fold.js";
import { type Cell, type Column, fittedTable, words } from "../kit/fitted-table.js";
import { searchedWords, windowWords } from "../kit/search-words.js";

const COLUMNS: readonly Column[] = [
  { head: "load", width: 8, isRight: true },
  { head: "offered", width: 12, isRight: true },
  { head: "going up", width: 20, isRight: true },
  { head: "coming down", width: 20, isRight: true },
];

export function loopText(
  found: LoopFindings,
  options: { colour: boolean; written: string; keptRuns?: number },
): string {
  const c = pc.createColors(options.colour);
  const { up, down, stepMs } = found;
  const lines = [
    c.bold(fold(found.title)[0]!),
    ...fold(windowWords(found)).map(c.dim),
    ...fold(
      `Goodput, each load for ${roundDuration(stepMs)}, of which the second half counts.${leftOutWords(found)}`,
    ).map(c.dim),
    "",
    ...fittedTable(
      COLUMNS,
      up.map((step) => rowOf(step, down)),
      c.dim,
    ),
    "",
  ];
  const say = (text: string, like: (line: string) => string = (same) => same): void => {
    for (const line of fold(text)) lines.push(like(line));
  };
  if (!found.audit.ok) say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, c.red);
  say(
    "What waits when the load turns is worked off first: a longer --duration of each step makes the loop narrower.",
    c.dim,
  );
  say(searchedWords(found.simulated, options.keptRuns), c.dim);
  say(`Written: ${options.written}`);
  say(`${loopWords(found)}.`, c.bold);
  return `${lines.join("\n")}\n`;
}

function rowOf({ at, offeredLoad, goodput }: LoopStep, down: readonly LoopStep[]): Cell[] {
  const number = (text: string): Cell => words(text, undefined, true);
  const back = down.find((step) => step.at === at);
  return [
    number(`×${plainNumber(at)}`),
    number(showRate(offeredLoad).value),
    number(inline(showRate(goodput))),
    number(back === undefined ? "" : inline(showRate(back.goodput))),
  ];
}
