/** What `headroom sweep --tornado` says on the terminal, within 80 columns. */
import pc from "picocolors";
import type { ChangeFindings, TornadoFindings } from "../analysis/sweep-findings.js";
import { amount, isFlip, tornadoTitle } from "../charts/tornado-caption.js";
import { list } from "../charts/words.js";
import { inline, showMeasured } from "./estimate.js";
import { cut, fold, padEnd, padStart, plain } from "./plain-text.js";
import { conditionsWords, searchedWords } from "./search-words.js";

const widths = { path: 32, value: 14, side: 17 };

export function tornadoText(
  found: TornadoFindings,
  options: { colour: boolean; written: string; keptRuns?: number },
): string {
  const c = pc.createColors(options.colour);
  const percent = Math.round(found.change * 100);
  const lines = [
    c.bold(fold(found.title)[0]!),
    ...conditionsWords(found).map(c.dim),
    ...fold(`${found.metric}: ${inline(showMeasured(found.base, found.unit))}; verdict ${found.verdict}`),
    "",
    c.dim(
      padEnd("number", widths.path) +
        padEnd("as written", widths.value) +
        padStart(`-${percent}%`, widths.side) +
        padStart(`+${percent}%`, widths.side),
    ),
  ];
  const side = (each: ChangeFindings | null): string => {
    const text = padStart(each === null ? "–" : plain(sideWords(found, each)), widths.side);
    return each !== null && isFlip(found, each) ? c.yellow(text) : text;
  };
  for (const { path, value, less, more } of found.guesses)
    lines.push(
      `${padEnd(plain(shortPath(path)), widths.path - 1)} ${padEnd(plain(value), widths.value - 1)} ${side(less)}${side(more)}`,
    );
  lines.push("");
  const say = (text: string, like: (line: string) => string = (same) => same): void => {
    for (const line of fold(text)) lines.push(like(line));
  };
  const flips = found.guesses.flatMap(({ path, less, more }) =>
    [less, more].flatMap((each) =>
      each !== null && isFlip(found, each) ? [`${each.verdict} with ${path} at ${each.value}`] : [],
    ),
  );
  if (flips.length > 0) say(`The verdict flips: ${list(flips)}.`, c.yellow);
  if (found.leftOut.length > 0) say(`Left out: ${found.leftOut.map(({ why }) => why).join("; ")}.`, c.dim);
  if (!found.audit.ok) say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, c.red);
  say(searchedWords(found.simulated, options.keptRuns), c.dim);
  say(`Written: ${options.written}`);
  say(`${tornadoTitle(found)}.`, c.bold);
  return `${lines.join("\n")}\n`;
}

/** The end of a path says more than its middle. */
const shortPath = (path: string): string =>
  path.length < widths.path ? path : `${cut(path, 12)}${path.slice(-(widths.path - 14))}`;

/** "+12.3 ms ±1.1". */
function sideWords(found: TornadoFindings, { difference, growing }: ChangeFindings): string {
  if (growing) return "queue grows";
  const { interval } = showMeasured(difference, found.unit);
  return `${amount(found, difference.value)}${interval.startsWith("±") ? ` ${interval}` : ""}`;
}
