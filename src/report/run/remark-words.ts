/** The sentences around the table of variants, the same in every report. */
import type { Findings } from "../../analysis/findings/findings.js";
import { dayOf, tickTime } from "../../charts/kit/time-axis.js";
import { runAnswer } from "./answer.js";
import { untrueRemarks } from "./effect-words.js";
import { messageWords } from "./message-words.js";
import { overloadWords, standstillWords } from "./overload-words.js";
import { reactionWords } from "./reaction-words.js";
import { recoveryWords } from "./recovery-words.js";
import { steadyWords } from "./steady-words.js";
import { theoryWarnings } from "./theory-words.js";
import { driftWords, unfinishedWords, unknownWords } from "./unknown-words.js";
import { objectiveWords } from "./verdict-words.js";

export function remarks(findings: Findings): string[] {
  const { how, short } = steadyWords(findings);
  const sentences = [
    ...standstillWords(findings),
    ...objectiveWords(findings),
    ...unknownWords(findings),
    ...untrueRemarks(findings),
    ...messageWords(findings),
    driftWords(findings),
    short,
    how,
    ...recoveryWords(findings),
    ...reactionWords(findings),
    unfinishedWords(findings),
    ...theoryWarnings(findings),
    ...overloadWords(findings),
  ];
  const told = new Set(runAnswer(findings).why);
  return sentences.filter((each) => each !== "" && !told.has(each));
}

/** What was counted, what happened when, and what the intervals are. */
export function conditions({ window, spike, moments, confidence }: Findings): string {
  const span = ({ fromMs, toMs }: { fromMs: number; toMs: number }) =>
    `${tickTime(fromMs, window.clock)}–${tickTime(toMs, window.clock)}`;
  const date = dayOf(window.clock);
  const day = date === null ? "" : ` on ${date}`;
  const happens = (moments ?? []).map((each) =>
    each.toMs > each.fromMs ? `${each.name} ${span(each)}` : `${each.name} at ${tickTime(each.fromMs, window.clock)}`,
  );
  const shaded =
    happens.length > 0
      ? ` What happens: ${happens.join(", ")}.`
      : spike === null
        ? ""
        : ` The spike: ${spike.label}, ${span(spike)}.`;
  return `Counted: requests that arrive ${span(window)}${day}.${shaded} Intervals: ${Math.round(confidence * 100)}%, over ${window.replications} replications.`;
}
