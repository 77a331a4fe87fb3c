/** The terminal output of `headroom sweep --tornado`: the answer, the numbers that matter most, and the verdict again. */
import type { ChangeFindings, GuessFindings, TornadoFindings } from "../../analysis/findings/tornado-findings.js";
import { showMeasured } from "../../charts/kit/estimate.js";
import { list } from "../../charts/kit/words.js";
import { amount, isFlip, sidesOf } from "../../charts/tornado/caption.js";
import { closingLines, openingLines } from "../kit/answer.js";
import { type Cell, type Column, fittedTable, words } from "../kit/fitted-table.js";
import { Lines } from "../kit/lines.js";
import { askedLine, searchedWords, windowWords } from "../kit/search-words.js";
import { paintsOf } from "../kit/view.js";
import type { SweepView } from "./terminal.js";
import { tornadoAnswer } from "./tornado-answer.js";

function columnsOf({ change }: TornadoFindings, width: number): Column[] {
  const percent = Math.round(change * 100);
  return [
    { head: "number", width: width - 50 },
    { head: "as written", width: 14, gap: 2 },
    { head: `−${percent}%`, width: 18, isRight: true, gap: 2 },
    { head: `+${percent}%`, width: 18, isRight: true, gap: 2 },
  ];
}

const MOST = 12; // Numbers shown unless all are asked for.

export function tornadoText(found: TornadoFindings, { written, keptRuns, typed, ...view }: SweepView): string {
  const { dim, bad, doubtful } = paintsOf(view);
  const answer = tornadoAnswer(found, typed);
  const side = (each: ChangeFindings | null): Cell =>
    each === null ? words("–") : words(sideWords(found, each), isFlip(found, each) ? doubtful : undefined, true);
  const rowOf = ({ path, value, less, more }: GuessFindings): Cell[] => [
    words(path),
    words(value),
    side(less),
    side(more),
  ];
  const { guesses } = found;
  const shown = view.verbose ? guesses : guesses.slice(0, MOST);
  const lines = new Lines(view.width);
  lines.block(openingLines(answer, view));
  const isKnown = guesses.some((each) =>
    sidesOf(each).some(({ growing, difference }) => growing || difference.value !== null),
  );
  if (view.verbose || isKnown)
    lines.block(fittedTable(columnsOf(found, view.width), shown.map(rowOf), dim, view.width));
  lines.all.push("");
  if (!found.audit.ok) lines.say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, bad);
  const rest = guesses.length - shown.length;
  if (isKnown && rest > 0)
    lines.say(
      `${rest} more ${rest === 1 ? "number matters" : "numbers matter"} no more than these: --verbose shows all.`,
      dim,
    );
  if (view.verbose && found.leftOut.length > 0)
    lines.say(`Left out: ${found.leftOut.map(({ why }) => why).join("; ")}.`, dim);
  lines.say(askedLine(found), dim);
  if (view.verbose) lines.say(`${windowWords(found)}.`, dim);
  lines.say(searchedWords(found.simulated, keptRuns), dim);
  lines.say(`Written: ${written}`);
  lines.all.push(...closingLines(answer, view));
  return lines.text();
}

/** "+12.3 ms ±1.1". */
export function sideWords(found: TornadoFindings, { difference, growing }: ChangeFindings): string {
  if (growing) return "queue grows";
  const { interval } = showMeasured(difference, found.unit);
  return `${amount(found, difference.value)}${interval.startsWith("±") ? ` ${interval}` : ""}`;
}
