/** The terminal output of `headroom next`: the answer, the table of what helps, and last the command that tries the best. */
import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { showRelative } from "../../charts/kit/change.js";
import { inline } from "../../charts/kit/estimate.js";
import { inWords, list } from "../../charts/kit/words.js";
import { closingLines, openingLines, type Typed } from "../kit/answer.js";
import { Lines } from "../kit/lines.js";
import { paintsOf, type View } from "../kit/view.js";
import { keptWords } from "../run/run-words.js";
import { nextAnswer } from "./answer.js";
import { nextTableLines } from "./table.js";

export interface NextView extends View {
  readonly seconds?: number;
  readonly keptRuns?: number;
  readonly tryIt: string; // The command that tries the best change.
  readonly typed?: Typed;
}

export function nextTerminal(
  findings: NextFindings,
  { seconds, keptRuns = 0, tryIt, typed, ...view }: NextView,
): string {
  const { dim } = paintsOf(view);
  const { changes, now, simulated } = findings;
  const answer = nextAnswer(findings, tryIt, typed);
  const lines = new Lines(view.width);
  lines.block(openingLines(answer, view));
  const shown = view.verbose ? shownIn(findings) : helpingIn(findings);
  if (shown.length > 0) lines.block(nextTableLines(findings, shown, view));
  lines.all.push("");
  const isHelped = ({ objectives, verdict }: ChangeFindings) =>
    objectives === "met" && /gains|saves|trades/.test(verdict);
  if (now.objectives.length > 0 && shown.some(isHelped)) lines.say("✓ every objective is met with it.", dim);
  if (view.verbose) sayAll(lines, findings, shown, view);
  else {
    const priced = shown.filter(({ verdict }) => verdict === "trades");
    for (const { name, reason } of priced) lines.say(`${name}: ${reason}.`, dim, "  ");
    for (const { name, loses } of shown) if (loses !== null) lines.say(`${name}: ${loses}.`, dim, "  ");
    lines.say(othersWords(changes, shown), dim);
  }
  const took = seconds === undefined ? "" : ` in ${seconds.toFixed(0)} s`;
  const much = `${simulated.runs} runs, ${simulated.requests.toLocaleString("en")} requests${took}`;
  lines.say(`${much}${keptWords(simulated.runs, keptRuns)}`, dim);
  lines.all.push(...closingLines(answer, view));
  return lines.text();
}

const MOST = 8; // Changes shown unless all are asked for.

/** What helps, the best first; where nothing does, what is undecided. */
function helpingIn(findings: NextFindings): readonly ChangeFindings[] {
  const shown = shownIn(findings);
  const helping = shown.filter(({ verdict }) => /gains|saves|trades/.test(verdict));
  return (helping.length > 0 ? helping : shown.filter(({ verdict }) => verdict === "unknown")).slice(0, MOST);
}

/** "Of 18 changes tried or thought of, 2 more help, 3 make it worse, 5 gain nothing and 4 cannot. All of them: --verbose." */
function othersWords(changes: readonly ChangeFindings[], shown: readonly ChangeFindings[]): string {
  const rest = changes.filter((each) => !shown.includes(each));
  if (rest.length === 0) return "";
  const counted = (words: (many: boolean) => string, ...verdicts: ChangeFindings["verdict"][]): string[] => {
    const many = rest.filter(({ verdict }) => verdicts.includes(verdict)).length;
    return many === 0 ? [] : [`${inWords(many)} ${words(many > 1)}`];
  };
  const each = [
    ...counted((many) => (many ? "help too" : "helps too"), "gains", "saves", "trades"),
    ...counted((many) => (many ? "make it worse" : "makes it worse"), "worse"),
    ...counted((many) => (many ? "are undecided" : "is undecided"), "unknown", "not proven"),
    ...counted((many) => (many ? "gain nothing" : "gains nothing"), "nothing"),
    ...counted(() => "cannot gain, so not simulated", "not tried"),
  ];
  return `Of the other changes ${list(each)}. All of them, and why: --verbose.`;
}

/** Every change, and why it does what it does. */
function sayAll(lines: Lines, findings: NextFindings, shown: readonly ChangeFindings[], view: View): void {
  const { dim, doubtful } = paintsOf(view);
  const { changes, metric } = findings;
  lines.say("cx: complexity, 1 is a setting, 4 another way of working.", dim);
  const explained = shown.filter(({ verdict }) => /gains|trades|worse|unknown/.test(verdict));
  for (const reason of new Set(explained.map((each) => each.reason).filter((each) => each !== "")))
    lines.say(`${list(namesWith(explained, reason))}: ${reason}.`, dim, "  ");
  for (const { name, loses } of explained) if (loses !== null) lines.say(`${name}: ${loses}.`, doubtful, "  ");
  const gainless = (verdict: ChangeFindings["verdict"]) =>
    changes.filter((each) => each.verdict === verdict && !each.isPair);
  const none = gainless("nothing");
  if (none.length > 0)
    lines.say(`Tried, and gained nothing (${metric}): ${list(none.map(withGain))}.`, undefined, "  ");
  const open = gainless("not proven");
  if (open.length > 0) lines.say(`Tried, and no gain is proven: ${list(open.map(withGain))}.`, undefined, "  ");
  const lucky = open.filter(({ reason }) => reason !== "");
  for (const reason of new Set(lucky.map((each) => each.reason)))
    lines.say(`${list(namesWith(lucky, reason))}: ${reason}.`, dim, "  ");
  const pairs = changes.filter(({ isPair, name }) => isPair && !shown.some((each) => each.name === name));
  if (pairs.length > 0) lines.say(pairWords(pairs.length, changes), dim, "  ");
  const notTried = changes.filter(({ verdict }) => verdict === "not tried");
  if (notTried.length === 0) return;
  lines.say("Cannot gain, so not simulated:", dim);
  for (const reason of new Set(notTried.map((each) => each.reason)))
    lines.say(`${list(namesWith(notTried, reason))}: ${reason}.`, dim, "  ");
}
const PAIRS = 3;

/** What does something; of pairs the few best that meet the objectives, or the one that gains most where it is the best. */
function shownIn({ changes, best }: NextFindings): readonly ChangeFindings[] {
  const pairs = changes.filter(
    ({ isPair, objectives, verdict }) => isPair && objectives === "met" && verdict === "gains",
  );
  const meeting = new Set(pairs.slice(0, PAIRS));
  return changes.filter(
    (each) =>
      each.name === best || (each.isPair ? meeting.has(each) : /gains|saves|trades|worse|unknown/.test(each.verdict)),
  );
}

function pairWords(others: number, changes: readonly ChangeFindings[]): string {
  const all = changes.filter(({ isPair }) => isPair);
  const meeting = all.filter(({ objectives, verdict }) => objectives === "met" && verdict === "gains").length;
  return `No single change meets the objectives, so ${all.length} pairs and larger steps were tried too: ${meeting === 0 ? "none does" : `${meeting} do`}${others < all.length ? ", the best are above" : ""}.`;
}

const withGain = ({ name, gain }: ChangeFindings): string =>
  gain === null || gain.value === 0 ? name : `${name} (${inline(showRelative(gain))})`;

const namesWith = (changes: readonly ChangeFindings[], why: string): string[] =>
  changes.flatMap(({ name, reason }) => (reason === why ? [name] : []));
