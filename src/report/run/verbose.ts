/** All that was found beside the answer and the table, for `--verbose`. */
import type { Findings } from "../../analysis/findings/findings.js";
import { fold } from "../../text/fold.js";
import type { View } from "../kit/view.js";
import { comparisonLines, METRICS } from "./comparison-table.js";
import { estimatorWords, headlines, negativeWords, pairingWords } from "./comparison-words.js";
import { effectLines, untrueRemarks } from "./effect-words.js";
import { messageWords } from "./message-words.js";
import { noteWords } from "./note-words.js";
import { queueLines } from "./queue-tables.js";
import { reactionWords } from "./reaction-words.js";
import { recoveryLines } from "./recovery-lines.js";
import { recoveryWords } from "./recovery-words.js";
import { refusedWords } from "./refused-words.js";
import { auditFailed, auditWords, controlWords, type Speed, simulatedWords } from "./run-words.js";
import { steadyWords } from "./steady-words.js";
import { endpointLines, loadLines, type Paint, type Paints } from "./terminal-table.js";
import { theoryWarnings, theoryWords } from "./theory-words.js";
import { unfinishedWords, unknownWords } from "./unknown-words.js";
import { claimsWords, objectiveWords } from "./verdict-words.js";

export function everyRemark(findings: Findings, paints: Paints, { width }: View, speed: Speed | undefined): string[] {
  const lines: string[] = [];
  const say = (text: string, paint: Paint = (same) => same): void => {
    if (text === "") return;
    lines.push(...fold(text, width - 2).map((line, i) => paint(i === 0 ? line : `  ${line}`)));
  };
  const { dim } = paints;
  const [doubtful, bad] = [paints.verdict.unknown, paints.verdict.missed];
  const steady = steadyWords(findings);
  const moments = recoveryLines(findings, paints);
  for (const of of [effectLines, endpointLines, queueLines, loadLines, comparisonLines]) {
    const more = of(findings, paints);
    if (more.length > 0) lines.push(...more, "");
  }
  for (const sentence of [pairingWords(findings), estimatorWords(findings)]) say(sentence, dim);
  say(negativeWords(findings), doubtful);
  say(refusedWords(findings, headlines(findings, METRICS)), doubtful);
  for (const sentence of objectiveWords(findings)) say(sentence);
  for (const sentence of unknownWords(findings)) say(sentence, doubtful);
  for (const sentence of untrueRemarks(findings)) say(sentence, doubtful);
  if ((findings.show ?? []).length > 0) for (const sentence of messageWords(findings)) say(sentence, doubtful);
  say(steady.short, doubtful);
  if (moments.length > 0) lines.push("", ...moments, "");
  for (const sentence of recoveryWords(findings)) say(sentence);
  for (const sentence of reactionWords(findings)) say(sentence);
  say(unfinishedWords(findings));
  say(steady.how);
  for (const sentence of theoryWarnings(findings)) say(sentence, bad);
  for (const note of noteWords(findings)) say(`Note: ${note}`, dim);
  say(controlWords(findings), dim);
  say(theoryWords(findings), dim);
  say(auditWords(findings), auditFailed(findings) ? bad : dim);
  say(simulatedWords(findings, speed), dim);
  say(claimsWords(findings));
  return lines;
}
