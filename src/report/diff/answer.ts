/** What `headroom diff` says first, on the terminal, in a pull request and on its page. */
import type { DiffFindings, ObjectiveDiff } from "../../analysis/findings/diff-findings.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";
import { mechanismWords } from "../../charts/kit/mechanism.js";
import { list } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";
import type { Answer, NextStep } from "../kit/answer.js";
import { movesWords } from "./moves-words.js";
import { diffTone, effect, verdictSentence } from "./verdict-sentence.js";
import { happensWords, notBackWords, objectiveName, unknownWhy } from "./words.js";

/** Commands that may come next, as they are typed. */
export interface DiffCommands {
  readonly longer: string | null; // The same diff, run so long that it may decide.
  of(verb: "next" | "explain" | "gameday" | "ceiling"): string; // Of the proposal.
}

export function diffAnswer(diff: DiffFindings, commands: DiffCommands | null): Answer {
  return {
    verdict: verdictSentence(diff),
    tone: diffTone(diff),
    why: [
      ...distrustWords(diff),
      ...besideWords(diff),
      ...unknownWords(diff),
      ...movesWords(diff),
      ...backWords(diff),
      ...riskCount(diff),
      ...happensWords(diff),
      ...otherTrafficWords(diff),
    ],
    next: commands === null ? null : nextStep(diff, commands),
  };
}

/** What goes the other way than the verdict says, or is better though the verdict tells something else. */
function besideWords(diff: DiffFindings): string[] {
  const better = effect(diff.metrics, "better");
  if (better === null) return [];
  if (diff.verdict === "regression") return [`But its ${better}.`];
  return verdictSentence(diff).includes(better) ? [] : [`Its ${better}.`];
}

/** Runs that contradict themselves, before all else. */
const distrustWords = ({ notes }: DiffFindings): string[] => notes.filter((note) => note.includes(FAILED));
const FAILED = "FAILED their own checks"; // As `diffFindings` says it.

/** As the notes say it, since it is no small thing. */
const otherTrafficWords = ({ notes }: DiffFindings): string[] => notes.filter((note) => note.startsWith(TRAFFIC));
const TRAFFIC = "The traffic changes too"; // As `openDiff` says it.

/** Why objectives of the proposal are unknown, those with one reason together. */
function unknownWords({ objectives, bottleneck }: DiffFindings): string[] {
  const open = objectives.filter(({ asked, proposal }) => asked !== "base" && proposal.verdict === "unknown");
  const { overload } = bottleneck.proposal;
  if (overload !== null) {
    const { what, growthPerSecond } = overload;
    const by = growthPerSecond.value === null ? "" : ` by ${inline(showMeasured(growthPerSecond, "1/s"))}`;
    const so = open.length === 0 ? "" : ", so its objectives cannot be judged";
    return [`With the proposal the number ${what} grows${by}${so}.`];
  }
  const why = (each: ObjectiveDiff): string => unknownWhy({ ...each, base: { ...each.base, verdict: "met" } });
  return [...new Set(open.map(why))].slice(0, MOST_REASONS).map((reason) => {
    const those = open.filter((each) => why(each) === reason);
    const named = list(those.slice(0, MOST_NAMED).map(objectiveName));
    const more = those.length - MOST_NAMED;
    return `${named}${more > 0 ? ` and ${more} more` : ""} ${those.length === 1 ? "is" : "are"} unknown: ${reason}.`;
  });
}

const MOST_REASONS = 2;
const MOST_NAMED = 2;

/** What neither or one of them comes back from; of what both do not, why the proposal does not. */
function backWords(diff: DiffFindings): string[] {
  const { base, proposal } = diff;
  const before = new Set((base.notBack ?? []).map(({ moment }) => moment));
  const both = (proposal.notBack ?? []).filter(({ moment }) => before.has(moment));
  if (both.length === 0) return notBackWords(diff);
  const names = list(both.map(({ moment }) => `“${clean(moment)}”`));
  const [{ why }] = both;
  const because = why === undefined ? "" : mechanismWords(why);
  return [`Neither comes back after ${names}${because === "" ? "" : `; with the proposal ${because}`}.`];
}

function riskCount({ risks: { fresh } }: DiffFindings): string[] {
  if (fresh.length === 0) return [];
  return [
    `It brings ${fresh.length === 1 ? "a new risk" : `${fresh.length} new risks`}, which no run of this load shows.`,
  ];
}

function nextStep(diff: DiffFindings, { longer, of }: DiffCommands): NextStep | null {
  if (diff.proposal.verdict === "missed") return { words: "see which change helps", command: of("next") };
  if (longer !== null) return { words: "run longer, which may decide it", command: longer };
  if (diff.verdict === "regression") return { words: "see where its requests wait", command: of("explain") };
  if (diff.risks.fresh.length > 0) return { words: "see what the new risks do", command: of("gameday") };
  return diff.ceiling === null && diff.verdict !== "undecided"
    ? { words: "see how much load it bears", command: of("ceiling") }
    : null;
}
