/** What `headroom run` says first, on the terminal, in markdown and on the page. */
import type { Findings, Verdict } from "../../analysis/findings/findings.js";
import { loadCaption } from "../../charts/load/caption.js";
import type { Answer, Typed } from "../kit/answer.js";
import { bestWords } from "./best-words.js";
import { causeWords } from "./cause-words.js";
import { untrueHeadlines } from "./effect-words.js";
import { messageWords } from "./message-words.js";
import { nextStep } from "./next-step.js";
import { overloadWords, standstillWords } from "./overload-words.js";
import { notBackWords, recoveriesIn, recoversSentence } from "./recovery-words.js";
import { auditFailed, auditWords } from "./run-words.js";
import { driftWords } from "./unknown-words.js";
import { verdictSentence } from "./verdict-sentence.js";
import { failedClaims, isInTable, unaskedWords } from "./verdict-words.js";

/** @param typed null: the file is not known, so no command can be told */
export function runAnswer(findings: Findings, typed: Typed | null = null): Answer {
  return {
    verdict: verdictSentence(findings),
    tone: toneOf(findings),
    why: whyOf(findings).filter((sentence) => sentence !== ""),
    next: auditFailed(findings) ? null : nextStep(findings, typed),
  };
}

function whyOf(findings: Findings): string[] {
  return [
    auditFailed(findings) ? auditWords(findings) : "",
    ...failedClaims(findings),
    ...standstillWords(findings),
    ...overloadWords(findings),
    causeWords(findings),
    isInTable(findings) ? "" : unaskedWords(findings),
    ...untrueHeadlines(findings),
    ...((findings.show ?? []).length === 0 ? messageWords(findings) : []),
    ...recovered(findings),
    loads(findings),
    bestWords(findings),
    driftWords(findings),
  ];
}

/** What does not come back; else the slowest to do so, of one moment. */
function recovered(findings: Findings): string[] {
  const gone = notBackWords(findings);
  if (gone.length > 0) return gone;
  const each = recoveriesIn(findings);
  const slowest = each.toSorted((a, b) => longest(b.of) - longest(a.of))[0];
  return slowest === undefined ? [] : [recoversSentence(findings, slowest.label, slowest.of)];
}

const longest = (of: ReturnType<typeof recoveriesIn>[number]["of"]): number =>
  Math.max(...of.map((recovery) => recovery?.timeMs.value ?? 0));

/** Up to which steady load it holds, where loads were swept. */
const loads = (findings: Findings): string =>
  findings.variants.some(({ load }) => load.length > 0) ? `${loadCaption(findings).title}.` : "";

/** An experiment compares, so its claims decide; without them the verdict that all share. */
function toneOf({ variants, claims, objectives }: Findings): Verdict | null {
  const verdicts = claims.length > 0 ? claims.map(({ verdict }) => verdict) : variants.map(({ verdict }) => verdict);
  if (claims.length === 0 && objectives.length === 0) return null;
  if (claims.length === 0 && variants.length > 1 && new Set(verdicts).size > 1) return null;
  if (verdicts.includes("missed")) return "missed";
  return verdicts.includes("unknown") || verdicts.length === 0 ? "unknown" : "met";
}
