/** The terminal output of `headroom sweep --tornado`, within 80 columns. */
import pc from "picocolors";
import type { ChangeFindings, GuessFindings, TornadoFindings } from "../../analysis/findings/tornado-findings.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";
import { list } from "../../charts/kit/words.js";
import { amount, incomparable, isFlip, tornadoTitle } from "../../charts/tornado/caption.js";
import { fold } from "../../text/fold.js";
import { type Cell, type Column, fittedTable, words } from "../kit/fitted-table.js";
import { conditionsWords, searchedWords } from "../kit/search-words.js";

function columnsOf({ change }: TornadoFindings): Column[] {
  const percent = Math.round(change * 100);
  return [
    { head: "number", width: 32 },
    { head: "as written", width: 14 },
    { head: `-${percent}%`, width: 17, isRight: true },
    { head: `+${percent}%`, width: 17, isRight: true },
  ];
}

export function tornadoText(
  found: TornadoFindings,
  options: { colour: boolean; written: string; keptRuns?: number },
): string {
  const c = pc.createColors(options.colour);
  const side = (each: ChangeFindings | null): Cell =>
    each === null ? words("–") : words(sideWords(found, each), isFlip(found, each) ? c.yellow : undefined, true);
  const rowOf = ({ path, value, less, more }: GuessFindings): Cell[] => [
    words(path),
    words(value),
    side(less),
    side(more),
  ];
  const judged = found.objectives.length === 0 ? "no objectives" : `verdict ${found.verdict}`;
  const lines = [
    c.bold(fold(found.title)[0]!),
    ...conditionsWords(found).map(c.dim),
    ...fold(`${found.metric}: ${inline(showMeasured(found.base, found.unit))}; ${judged}`),
    "",
    ...fittedTable(columnsOf(found), found.guesses.map(rowOf), c.dim),
    "",
  ];
  const say = (text: string, like: (line: string) => string = (same) => same): void => {
    for (const line of fold(text)) lines.push(like(line));
  };
  const flips = found.guesses.flatMap(({ path, less, more }) =>
    [less, more].flatMap((each) =>
      each !== null && isFlip(found, each) ? [`${each.verdict} with ${path} at ${each.value}`] : [],
    ),
  );
  if (flips.length > 0) say(`The verdict flips: ${list(flips)}.`, c.yellow);
  const fewer = found.guesses.flatMap(({ path, less, more }) =>
    [less, more].flatMap((each) => {
      const reason = each === null ? null : incomparable(each);
      return reason === null ? [] : [`${path} at ${each!.value} (${reason})`];
    }),
  );
  if (fewer.length > 0) say(`Not comparable: ${list(fewer)}.`, c.yellow);
  if (found.leftOut.length > 0) say(`Left out: ${found.leftOut.map(({ why }) => why).join("; ")}.`, c.dim);
  if (!found.audit.ok) say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, c.red);
  say(searchedWords(found.simulated, options.keptRuns), c.dim);
  say(`Written: ${options.written}`);
  say(`${tornadoTitle(found)}.`, c.bold);
  return `${lines.join("\n")}\n`;
}

/** "+12.3 ms ±1.1". */
function sideWords(found: TornadoFindings, { difference, growing }: ChangeFindings): string {
  if (growing) return "queue grows";
  const { interval } = showMeasured(difference, found.unit);
  return `${amount(found, difference.value)}${interval.startsWith("±") ? ` ${interval}` : ""}`;
}
