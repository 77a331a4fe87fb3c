/** The terminal output of `headroom ceiling`: the answer, the looks that decide it, and the verdict again. */
import type { CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import { loadWords, looksWords } from "../../charts/ceiling/caption.js";
import { list } from "../../charts/kit/words.js";
import { closingLines, openingLines, type Typed } from "../kit/answer.js";
import { type Column, fittedTable, words } from "../kit/fitted-table.js";
import { Lines } from "../kit/lines.js";
import { askedLine, searchedWords, windowWords } from "../kit/search-words.js";
import { paintsOf, type View } from "../kit/view.js";
import { ceilingAnswer } from "./answer.js";
import { deciding, decidingLooks, lastLooks } from "./looks.js";

interface CeilingView extends View {
  readonly keptRuns?: number;
  readonly typed?: Typed;
}

export function ceilingText(found: CeilingFindings, { keptRuns, typed, ...view }: CeilingView): string {
  const { dim, bad, verdict: paint } = paintsOf(view);
  const answer = ceilingAnswer(found, typed);
  const all = lastLooks(found);
  const shown = view.verbose ? all : decidingLooks(found);
  const lines = new Lines(view.width);
  lines.block(openingLines(answer, view));
  const rows = shown.map((probe) => [
    words(loadWords(found, probe.at), undefined, true),
    words(probe.verdict, paint[probe.verdict], true),
    words(looksWords(probe)),
    words(deciding(probe)),
  ]);
  if (rows.length > 0) lines.block(fittedTable(columnsOf(found, view.width), rows, dim, view.width));
  lines.all.push("");
  if (!found.audit.ok) lines.say(`The runs FAILED their own checks: ${list(found.audit.failures.slice(0, 5))}.`, bad);
  lines.say(askedLine(found), dim);
  const more = shown.length < all.length ? ` All ${all.length} looks: --verbose.` : "";
  if (view.verbose) lines.say(`${windowWords(found)}.`, dim);
  lines.say(`${searchedWords(found.simulated, keptRuns)}${more}`, dim);
  lines.all.push(...closingLines(answer, view));
  return lines.text();
}

const columnsOf = ({ knob }: CeilingFindings, width: number): Column[] => [
  { head: knob === null ? "load" : "value", width: 12, isRight: true },
  { head: "verdict", width: 11, gap: 2 },
  { head: "runs", width: 15, isRight: true },
  { head: "what decides", width: width - 38, gap: 2 },
];
