/** What `headroom run` says first, on the terminal, in markdown and on the page. */
import type { Findings, Verdict } from "../../analysis/findings/findings.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import { duration } from "../../charts/kit/format.js";
import { capital } from "../../charts/kit/words.js";
import { loadCaption } from "../../charts/load/caption.js";
import type { Answer, Typed } from "../kit/answer.js";
import { bestWords } from "./best-words.js";
import { causeWords } from "./cause-words.js";
import { untrueHeadlines } from "./effect-words.js";
import { messageWords } from "./message-words.js";
import { nextStep } from "./next-step.js";
import { breakWords } from "./overload-words.js";
import { notBackWords, recoveriesIn, recoversSentence } from "./recovery-words.js";
import { auditFailed, auditWords } from "./run-words.js";
import { driftWords, undecidedIn, unfinishedWords } from "./unknown-words.js";
import { verdictSentence } from "./verdict-sentence.js";
import { failedClaims, failedWords, isInTable, unaskedWords } from "./verdict-words.js";
import { whose } from "./whose.js";

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
  const stuck = stuckIn(findings);
  if (stuck.length > 0 && findings.variants.length === 1)
    return [...stuck, unaskedWords(findings) || unfinishedWords(findings)];
  return [
    auditFailed(findings) ? auditWords(findings) : "",
    ...failedClaims(findings),
    ...stuck,
    ...overloaded(findings),
    causeWords(findings),
    isInTable(findings) ? "" : unaskedWords(findings),
    ...untrueHeadlines(findings),
    ...((findings.show ?? []).length === 0 ? messageWords(findings) : []),
    ...recovered(findings),
    loads(findings),
    bestWords(findings),
    shortWords(findings),
  ];
}

/** What waits for what; of several variants also which. */
const stuckIn = ({ variants, ...rest }: Findings): string[] =>
  variants.flatMap(({ standstill }, i) => {
    if (standstill === null) return [];
    const { replications, of, firstMs } = standstill;
    const where = variants.length === 1 ? "" : ` in ${whose({ ...rest, variants }, [i])}`;
    const runs = replications === of ? "" : ` (${replications} of ${of} replications)`;
    return [`From ${duration(firstMs)} on${where}${runs}, ${stuckWords(standstill)}.`];
  });

/** Of one what breaks when, as the verdict says how fast it fills up; of several, which. */
function overloaded(findings: Findings): string[] {
  const { variants } = findings;
  if (variants.length === 1)
    return variants[0]!.overload === null ? [] : [failedWords(variants[0]!), breakWords(variants[0]!.overload)];
  const those = [...variants.keys()].filter((i) => variants[i]!.overload !== null);
  if (those.length === 0) return [];
  return [`${capital(whose(findings, those))} cannot keep up with ${those.length === 1 ? "its" : "their"} load.`];
}

/** Which runs are too short to tell. */
function shortWords(findings: Findings): string {
  const { variants } = findings;
  const those = undecidedIn(findings);
  if (those.length === 0 || variants.length === 1) return driftWords(findings);
  const longer = variants[those[0]!]!.steady === null ? "a longer duration, or ask for a precision" : "a larger budget";
  return `The runs of ${whose(findings, those)} are too short to tell how they settle: give ${longer}.`;
}

/** What does not come back; else the slowest to do so, of one moment. */
function recovered(findings: Findings): string[] {
  const gone = notBackWords(findings);
  if (gone.length > 0) return gone;
  const each = recoveriesIn(findings);
  const slowest = each.toSorted((a, b) => longest(b.of) - longest(a.of))[0];
  const isKnown = slowest?.of.some((recovery) => recovery !== null && recovery.timeMs.value !== null) ?? false;
  return isKnown ? [recoversSentence(findings, slowest!.label, slowest!.of)] : [];
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
  const isMixed = objectives.length > 0 && new Set(variants.map(({ verdict }) => verdict)).size > 1;
  if (isMixed && !claims.some(({ verdict }) => verdict === "missed")) return null;
  if (verdicts.includes("missed")) return "missed";
  return verdicts.includes("unknown") || verdicts.length === 0 ? "unknown" : "met";
}
