/** What `headroom ceiling` says on the terminal, within 80 columns. The important line comes last. */
import pc from "picocolors";
import type { CeilingFindings } from "../analysis/ceiling-findings.js";
import { loadWords, looksWords } from "../charts/ceiling-caption.js";
import { list } from "../charts/words.js";
import { beyondWords, deciding, lastLooks } from "./ceiling-looks.js";
import { ceilingWords } from "./ceiling-words.js";
import { cut, fold, padEnd, padStart, plain } from "./plain-text.js";
import { conditionsWords, searchedWords } from "./search-words.js";

const widths = { at: 12, verdict: 9, runs: 14 };

export function ceilingText(
  found: CeilingFindings,
  { colour, keptRuns }: { colour: boolean; keptRuns?: number },
): string {
  const c = pc.createColors(colour);
  const paint = paintsOf(c);
  const lines = [
    c.bold(fold(found.title)[0]!),
    ...conditionsWords(found).map(c.dim),
    "",
    ...(found.probes.length === 0 ? [] : [c.dim(headLine(found)), ...looksLines(found, paint), ""]),
  ];
  const say = (text: string, like: (line: string) => string = (same) => same): void => {
    for (const line of text === "" ? [] : fold(text)) lines.push(like(line));
  };
  if (found.beyond !== null) say(beyondWords(found, found.beyond));
  if (!found.audit.ok) say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, c.red);
  if (found.stopped === "budget") say("The budget is spent; a larger one (--budget) narrows the interval.", c.yellow);
  say(searchedWords(found.simulated, keptRuns), c.dim);
  for (const sentence of ceilingWords(found)) say(sentence, (line) => c.bold(paint[found.verdict](line)));
  return `${lines.join("\n")}\n`;
}

const paintsOf = (c: ReturnType<typeof pc.createColors>) => ({ met: c.green, missed: c.red, unknown: c.yellow });

const headLine = ({ knob }: CeilingFindings): string =>
  `${padStart(knob === null ? "load" : "value", widths.at)}  ${padEnd("verdict", widths.verdict)}${padStart("runs", widths.runs)}  what decides`;

const looksLines = (found: CeilingFindings, paint: ReturnType<typeof paintsOf>): string[] =>
  lastLooks(found).map((probe) => {
    const verdict = paint[probe.verdict](padEnd(probe.verdict, widths.verdict));
    const head = `${padStart(loadWords(found, probe.at), widths.at)}  ${verdict}${padStart(looksWords(probe), widths.runs)}  `;
    return head + cut(plain(deciding(probe)), 80 - widths.at - widths.verdict - widths.runs - 4);
  });
