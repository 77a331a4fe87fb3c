/** The terminal output of `headroom sweep --up-and-down`: the answer, every step, and the verdict again. */
import type { LoopFindings, LoopStep } from "../../analysis/findings/loop-findings.js";
import { inline, showRate } from "../../charts/kit/estimate.js";
import { plainNumber, roundDuration } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";
import { closingLines, openingLines } from "../kit/answer.js";
import { type Cell, type Column, fittedTable, words } from "../kit/fitted-table.js";
import { Lines } from "../kit/lines.js";
import { searchedWords, windowWords } from "../kit/search-words.js";
import { paintsOf } from "../kit/view.js";
import { loopAnswer } from "./loop-answer.js";
import type { SweepView } from "./terminal.js";

const COLUMNS: readonly Column[] = [
  { head: "load", width: 8, isRight: true },
  { head: "offered", width: 12, isRight: true, gap: 2 },
  { head: "goodput going up", width: 22, isRight: true, gap: 2 },
  { head: "coming down", width: 22, isRight: true, gap: 2 },
];

export function loopText(found: LoopFindings, { written, keptRuns, typed, ...view }: SweepView): string {
  const { dim, bad } = paintsOf(view);
  const { up, down, stepMs } = found;
  const answer = loopAnswer(found, typed);
  const lines = new Lines(view.width);
  lines.block(openingLines(answer, view));
  const rows = up.map((step) => rowOf(step, down));
  lines.block(fittedTable(COLUMNS, rows, dim, view.width));
  lines.all.push("");
  if (!found.audit.ok) lines.say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, bad);
  lines.say(`Each load lasts ${roundDuration(stepMs)}, of which the second half counts.`, dim);
  if (view.verbose) lines.say(`${windowWords(found)}.`, dim);
  lines.say(searchedWords(found.simulated, keptRuns), dim);
  lines.say(`Written: ${written}`);
  lines.all.push(...closingLines(answer, view));
  return lines.text();
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
