/** The terminal output of a run, within 80 columns. The important line comes last. */
import pc from "picocolors";
import type { Findings } from "../../analysis/findings/findings.js";
import { tickTime } from "../../charts/kit/time-axis.js";
import { fold } from "../../text/fold.js";
import { commandLines } from "../kit/command-lines.js";
import { comparisonLines, METRICS } from "./comparison-table.js";
import { estimatorWords, headlines, negativeWords, pairingWords, selectionWords } from "./comparison-words.js";
import { effectLines, untrueHeadlines, untrueRemarks } from "./effect-words.js";
import { messageWords } from "./message-words.js";
import { noteWords } from "./note-words.js";
import { overloadWords, standstillWords } from "./overload-words.js";
import { queueLines } from "./queue-tables.js";
import { reactionWords } from "./reaction-words.js";
import { recoveryLines } from "./recovery-lines.js";
import { notBackWords, recoveryWords } from "./recovery-words.js";
import { refusedWords } from "./refused-words.js";
import { auditFailed, auditWords, controlWords, type Speed, simulatedWords } from "./run-words.js";
import { steadyWords } from "./steady-words.js";
import { endpointLines, loadLines, type Paint, tableLines } from "./terminal-table.js";
import { theoryWarnings, theoryWords } from "./theory-words.js";
import { driftWords, unfinishedWords, unknownWords } from "./unknown-words.js";
import { claimsWords, objectiveWords, unaskedWords, verdictWords } from "./verdict-words.js";

export interface TerminalOptions {
  readonly colour: boolean; // Decided by the caller for its output stream.
  readonly speed?: Speed;
  readonly written?: string; // Folder with the charts and the report.
  readonly next?: string; // The suggested next command.
}

export function terminal(findings: Findings, { colour, speed, written, next }: TerminalOptions): string {
  const c = pc.createColors(colour);
  const paints = { bold: c.bold, dim: c.dim, verdict: { met: c.green, missed: c.red, unknown: c.yellow } };
  const lines: string[] = [];
  const say = (text: string, paint: Paint = (same) => same, indent = "") => {
    if (text === "") return;
    const [first, ...rest] = fold(text, 80 - indent.length);
    lines.push(paint(first!), ...rest.map((line) => paint(indent + line)));
  };

  const steady = steadyWords(findings);

  say(findings.title || findings.name, c.bold);
  say(findings.question ?? "");
  say(conditions(findings), c.dim);
  if (findings.objectives.length > 0)
    say(`Asked: ${findings.objectives.map((each) => each.replaceAll(" ", "\u00a0")).join(" · ")}`, c.dim);
  lines.push("", ...tableLines(findings, paints), "");
  for (const more of [effectLines, endpointLines, queueLines, loadLines].map((linesOf) => linesOf(findings, paints)))
    if (more.length > 0) lines.push(...more, "");
  if (findings.comparisons.length > 0) lines.push(...comparisonLines(findings, paints), "");
  say(selectionWords(findings), undefined, "  ");
  say(pairingWords(findings), c.dim, "  ");
  say(estimatorWords(findings), c.dim, "  ");
  say(negativeWords(findings), c.yellow, "  ");
  say(refusedWords(findings, headlines(findings, METRICS)), c.yellow, "  ");
  for (const sentence of objectiveWords(findings)) say(sentence, undefined, "  ");
  for (const sentence of unknownWords(findings)) say(sentence, c.yellow, "  ");
  for (const sentence of untrueRemarks(findings)) say(sentence, c.yellow, "  ");
  say(driftWords(findings), c.yellow, "  ");
  say(steady.short, c.yellow, "  ");
  const moments = recoveryLines(findings, paints);
  if (moments.length > 0) lines.push("", ...moments, "");
  else for (const sentence of recoveryWords(findings)) say(sentence, undefined, "  ");
  for (const sentence of reactionWords(findings)) say(sentence, undefined, "  ");
  say(unfinishedWords(findings), undefined, "  ");
  say(steady.how, undefined, "  ");
  for (const sentence of overloadWords(findings)) say(sentence, c.yellow, "  ");
  for (const sentence of standstillWords(findings)) say(sentence, c.red, "  ");
  for (const sentence of theoryWarnings(findings)) say(sentence, c.red, "  ");
  for (const note of noteWords(findings)) say(`Note: ${note}`, c.dim, "  ");
  say(controlWords(findings), c.dim, "  ");
  say(theoryWords(findings), c.dim, "  ");
  say(auditWords(findings), auditFailed(findings) ? c.red : c.dim, "  ");
  say(simulatedWords(findings, speed), c.dim, "  ");
  if (written !== undefined) say(`Written: ${written}`);
  if (next !== undefined) lines.push(...commandLines("Next:", next));
  say(claimsWords(findings), c.bold, "  ");
  for (const sentence of notBackWords(findings)) say(sentence, (text) => c.bold(c.yellow(text)), "  ");
  for (const sentence of untrueHeadlines(findings)) say(sentence, (text) => c.bold(c.yellow(text)), "  ");
  if ((findings.show ?? []).length === 0)
    for (const sentence of messageWords(findings)) say(sentence, (text) => c.bold(c.yellow(text)), "  ");
  say(unaskedWords(findings), (text) => c.bold(c.yellow(text)), "  ");
  say(verdictWords(findings), (text) => c.bold(paints.verdict[worst(findings)](text)));
  return `${lines.join("\n")}\n`;
}

function conditions({ window, confidence }: Findings): string {
  const span = `${tickTime(window.fromMs, window.clock)}–${tickTime(window.toMs, window.clock)}`;
  const runs = `${window.replications} replication${window.replications === 1 ? "" : "s"}`;
  return `${span}, ${runs}, ${Math.round(confidence * 100)}% intervals`;
}

/** The verdict over all variants, as `VariantFindings.verdict` is over all objectives. */
function worst({ variants, objectives }: Findings): "met" | "missed" | "unknown" {
  const verdicts = variants.map(({ verdict }) => verdict);
  if (verdicts.includes("missed")) return "missed";
  return verdicts.includes("unknown") || variants.length === 0 || objectives.length === 0 ? "unknown" : "met";
}
