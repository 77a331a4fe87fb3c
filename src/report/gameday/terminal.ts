/** The terminal output of `headroom gameday`: the answer, the faults that do most harm, and the verdict again. */
import type { GamedayFindings, TrialFindings } from "../../analysis/findings/gameday-findings.js";
import { inline, showShare } from "../../charts/kit/estimate.js";
import { duration } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";
import { closingLines, openingLines, type Typed } from "../kit/answer.js";
import { type Cell, type Column, figure, fittedTable, words } from "../kit/fitted-table.js";
import { Lines } from "../kit/lines.js";
import { askedLine } from "../kit/search-words.js";
import { paintsOf, type View } from "../kit/view.js";
import { keptWords } from "../run/run-words.js";
import { gamedayAnswer } from "./answer.js";
import { backWords, conditionsOfDay, FALLBACKS, faultWords, isHit, modeWords, worstWords } from "./words.js";

interface GamedayView extends View {
  readonly seconds?: number;
  readonly keptRuns?: number;
  readonly written?: string;
  readonly typed?: Typed;
}

/** The preferred widths add up to 80. */
const ALL: readonly Column[] = [
  { head: "part", width: 10 },
  { head: "fault", width: 11 },
  { head: "lost", width: 7, isRight: true },
  { head: "how", width: 13, gap: 2 },
  { head: "who suffers", width: 20, gap: 2 },
  { head: "back after", width: 12, gap: 2 },
  { head: "fallback", width: 9, gap: 2 },
];

const MOST = 9; // Faults shown unless all are asked for.

export function gamedayTerminal(
  findings: GamedayFindings,
  { seconds, keptRuns = 0, written, typed, ...view }: GamedayView,
): string {
  const { dim } = paintsOf(view);
  const answer = gamedayAnswer(findings, typed);
  const lines = new Lines(view.width);
  lines.block(openingLines(answer, view));
  const { trials, simulated } = findings;
  const shown = view.verbose ? trials : harmfulIn(trials);
  if (shown.length > 0) lines.block(view.verbose ? allLines(trials, view) : fewLines(shown, view));
  lines.all.push("");
  if (shown.some(({ endpoints }) => endpoints.some(({ slow }) => (slow.value ?? 0) > 0)))
    lines.say("slow: longer than 99% of the answers take on a good day.", dim);
  if (!view.verbose) lines.say(restWords(trials, shown), dim);
  if (view.verbose) lines.say(conditionsOfDay(findings), dim);
  lines.say(askedLine(findings), dim);
  const took = seconds === undefined ? "" : ` in ${seconds.toFixed(0)} s`;
  const kept = keptWords(simulated.runs, keptRuns);
  lines.say(
    `${lastsWords(findings)}; ${simulated.runs} runs, ${simulated.requests.toLocaleString("en")} requests${took}${kept}`,
    dim,
  );
  if (written !== undefined) lines.say(`Written: ${written}`);
  lines.all.push(...closingLines(answer, view));
  return lines.text();
}

const lastsWords = ({ fault }: GamedayFindings): string => `Each fault lasts ${duration(fault.toMs - fault.fromMs)}`;

/** Those that harm, first what it does not come back from, or is not seen to. */
function harmfulIn(trials: readonly TrialFindings[]): readonly TrialFindings[] {
  const harm = trials.filter((each) => isHit(each) || each.aside.length > 0);
  const rank = ({ comesBack, backMs }: TrialFindings): number => (!comesBack ? 0 : backMs.value === null ? 1 : 2);
  return harm.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

/** "2 more faults do harm, and 3 do none: web down, …. All of them: --verbose." */
function restWords(trials: readonly TrialFindings[], shown: readonly TrialFindings[]): string {
  const rest = trials.filter((each) => !shown.includes(each));
  if (rest.length === 0) return "";
  const [harm, none] = [true, false].map((is) => rest.filter((each) => (isHit(each) || each.aside.length > 0) === is));
  const said = [
    ...(harm!.length === 0 ? [] : [`${harm!.length} more ${harm!.length === 1 ? "does" : "do"} harm`]),
    ...(none!.length === 0 ? [] : [`${none!.length} ${none!.length === 1 ? "does" : "do"} none`]),
  ];
  if (shown.length === 0) return "No fault is seen to do more harm than there is without it. All of them: --verbose.";
  return `Of the other faults ${list(said)}. All of them, and how they fail: --verbose.`;
}

const shareOf = (width: number, share: number): number => Math.round(width * share);

function fewLines(shown: readonly TrialFindings[], view: View): string[] {
  const { dim, bad } = paintsOf(view);
  const isWide = view.width >= 100;
  const table: Column[] = [
    { head: "fault", width: shareOf(view.width, 0.34) },
    { head: "lost", width: 14, isRight: true, gap: 2 },
    { head: "who suffers most", width: shareOf(view.width, isWide ? 0.26 : 0.34), gap: 2 },
    ...(isWide ? [{ head: "how", width: 22, gap: 2 }] : []),
    { head: "back after", width: 13, gap: 2 },
  ];
  const rows = shown.map((trial): Cell[] => [
    words(`${clean(trial.part)} ${faultWords(trial)}`),
    words(inline(showShare(trial.lost)), undefined, true),
    words(worstWords(trial)),
    ...(isWide ? [words(modeWords(trial))] : []),
    words(soonWords(trial), trial.comesBack ? undefined : bad),
  ]);
  return fittedTable(table, rows, dim, view.width);
}

/** "1.78 s, up to 9.43 s"; "not yet in 1 of 3 runs". */
function soonWords(trial: TrialFindings): string {
  const { value, high } = trial.backMs;
  if (!trial.comesBack || !isHit(trial) || high === 0) return backWords(trial);
  if (value === null)
    return backWords(trial).replace(/^not within the horizon in (.*) replications$/, "not yet in $1 runs");
  return `${duration(value)}${high === null || duration(high) === duration(value) ? "" : `, up to ${duration(high)}`}`;
}

function allLines(trials: readonly TrialFindings[], view: View): string[] {
  const { bold, dim, bad, doubtful } = paintsOf(view);
  const rows = trials.map((trial): Cell[] => [
    words(clean(trial.part), trial.fallback === "none" ? bold : undefined),
    words(faultWords(trial)),
    figure(showShare(trial.lost), dim),
    words(modeWords(trial)),
    words(worstWords(trial)),
    words(backWords(trial).replace(/\u00a0(?=[±≤≥\d])/, " "), trial.comesBack ? undefined : bad),
    words(FALLBACKS[trial.fallback], trial.fallback === "none" ? doubtful : dim),
  ]);
  return fittedTable(ALL, rows, dim, view.width);
}
