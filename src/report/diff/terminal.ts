/** The terminal output of a diff: the answer, the objectives, the effect and new risks; with `--verbose` all of it. */
import type { DiffFindings } from "../../analysis/findings/diff-findings.js";
import { fold } from "../../text/fold.js";
import { closingLines, openingLines } from "../kit/answer.js";
import { paintsOf, type View } from "../kit/view.js";
import { type DiffCommands, diffAnswer } from "./answer.js";
import { ceilingWords } from "./ceiling-words.js";
import { effectTable, objectivesTable } from "./terminal-tables.js";
import {
  bottleneckWords,
  conditionsWords,
  countWords,
  diffVerdictWords,
  notBackWords,
  objectiveName,
  riskWords,
  signed,
  unknownWhy,
} from "./words.js";

const MOST_RISKS = 3;
const MOST_NOTES = 2;

/** @param commands that may come next; null: none is named */
export function diffTerminal(diff: DiffFindings, view: View, commands: DiffCommands | null): string {
  const { bold, dim } = paintsOf(view);
  const { verbose, width } = view;
  const answer = diffAnswer(diff, commands);
  const lines: string[] = [];
  const say = (text: string, indent = "", paint = (same: string) => same): void => {
    const [first, ...rest] = fold(text, width - indent.length - 2);
    lines.push(paint(indent + first), ...rest.map((line) => paint(`${indent}  ${line}`)));
  };
  const title = (text: string): void => void lines.push("", bold(text));
  const table = (rows: readonly string[]): void => void (rows.length > 0 && lines.push("", ...rows));

  lines.push(...openingLines(answer, view), "");
  say(`${diff.base.title} → ${diff.proposal.title}`, "", dim);
  if (verbose) {
    say(`before ${diff.base.file}, after ${diff.proposal.file}`, "", dim);
    say(conditionsWords(diff), "", dim);
    title("Changes");
    if (diff.changes.length === 0) say("none", "  ");
    for (const change of diff.changes) say(signed(change), "  ");
  }
  table(objectivesTable(diff.objectives, view));
  if (verbose)
    for (const each of diff.objectives) {
      const why = each.verdict === "unknown" || each.base.verdict === "unknown" ? unknownWhy(each) : "";
      if (why !== "") say(`${objectiveName(each)} is unknown: ${why}.`, "  ", dim);
    }
  table(effectTable(diff.metrics, view));
  if (verbose) {
    title("Bottleneck");
    say(`before: ${bottleneckWords(diff.bottleneck.base)}`, "  ");
    say(`after: ${bottleneckWords(diff.bottleneck.proposal)}`, "  ");
    if (diff.ceiling !== null) say(`ceiling: ${ceilingWords(diff)}`, "  ");
    for (const sentence of notBackWords(diff)) say(sentence, "  ");
    title("Cost and complexity");
    say(`counted, without prices: ${countWords(diff.units)}`, "  ");
    say(`complexity: ${countWords(diff.complexity)}`, "  ");
  }
  const risks = riskWords(diff.risks.fresh);
  const told = verbose ? risks : risks.slice(0, MOST_RISKS);
  if (verbose || risks.length > 0)
    title(`New risks: ${diff.risks.fresh.length === 0 ? "none" : diff.risks.fresh.length}`);
  for (const words of told) say(words, "  ");
  if (told.length < risks.length) say(`and ${risks.length - told.length} more: --verbose`, "  ", dim);
  if (verbose && diff.risks.gone.length > 0) {
    title("Risks gone");
    for (const words of riskWords(diff.risks.gone)) say(words, "  ", dim);
  }
  lines.push("");
  const notes = together(diff.notes.filter((note) => !answer.why.includes(note)));
  for (const note of verbose ? notes : notes.slice(0, MOST_NOTES)) say(`Note: ${note}`, "", dim);
  if (!verbose && notes.length > MOST_NOTES) say(`${notes.length - MOST_NOTES} more notes: --verbose`, "", dim);
  if (verbose) say(`What decided: ${diffVerdictWords(diff)}`);
  return `${[...lines, ...closingLines(answer, view)].join("\n")}\n`;
}

/** What is said of the base and word for word of the proposal, once. */
function together(notes: readonly string[]): string[] {
  const ofBase = (note: string): string => note.replaceAll("“proposal”", "“base”");
  return notes.flatMap((note) => {
    const isAgain = note.includes("“proposal”") && notes.includes(ofBase(note));
    if (isAgain) return [];
    const isBoth = notes.some((other) => other !== note && ofBase(other) === note);
    return [isBoth ? `${note} The same holds of “proposal”.` : note];
  });
}
