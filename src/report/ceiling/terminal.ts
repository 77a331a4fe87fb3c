/** The terminal output of `headroom ceiling`, within 80 columns. The important line comes last. */
import pc from "picocolors";
import type { CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import { loadWords, looksWords } from "../../charts/ceiling/caption.js";
import { list } from "../../charts/kit/words.js";
import { fold } from "../../text/fold.js";
import { closingLines, openingLines } from "../kit/answer.js";
import { type Column, fittedTable, type Paint, words } from "../kit/fitted-table.js";
import { conditionsWords, searchedWords } from "../kit/search-words.js";
import type { View } from "../kit/view.js";
import { ceilingAnswer } from "./answer.js";
import { deciding, lastLooks } from "./looks.js";

export function ceilingText(
  found: CeilingFindings,
  { keptRuns, ...view }: View & { readonly keptRuns?: number },
): string {
  const c = pc.createColors(view.colour);
  const answer = ceilingAnswer(found);
  const paint = paintsOf(c);
  const lines = [
    c.bold(fold(found.title)[0]!),
    ...conditionsWords(found).map(c.dim),
    "",
    ...openingLines(answer, view),
    "",
    ...(found.probes.length === 0 ? [] : [...looksLines(found, paint, c.dim), ""]),
  ];
  const say = (text: string, like: (line: string) => string = (same) => same): void => {
    for (const line of text === "" ? [] : fold(text)) lines.push(like(line));
  };
  if (!found.audit.ok) say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, c.red);
  if (found.stopped === "budget") say("The budget is spent; a larger one (--budget) narrows the interval.", c.yellow);
  say(searchedWords(found.simulated, keptRuns), c.dim);
  return `${[...lines, ...closingLines(answer, view)].join("\n")}\n`;
}

const paintsOf = (c: ReturnType<typeof pc.createColors>) => ({ met: c.green, missed: c.red, unknown: c.yellow });

const columnsOf = (knob: CeilingFindings["knob"]): Column[] => [
  { head: knob === null ? "load" : "value", width: 12, isRight: true },
  { head: "verdict", width: 11, gap: 2 },
  { head: "runs", width: 15, isRight: true },
  { head: "what decides", width: 42, gap: 2 },
];

const looksLines = (found: CeilingFindings, paint: ReturnType<typeof paintsOf>, dim: Paint): string[] =>
  fittedTable(
    columnsOf(found.knob),
    lastLooks(found).map((probe) => [
      words(loadWords(found, probe.at), undefined, true),
      words(probe.verdict, paint[probe.verdict], true),
      words(looksWords(probe)),
      words(deciding(probe)),
    ]),
    dim,
  );
