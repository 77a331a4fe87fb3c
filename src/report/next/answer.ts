/** What `headroom next` says first: the change to try, what is wrong today, what the change takes and leaves. */
import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { showRelative } from "../../charts/kit/change.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";
import { capital, isOrAre, list } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";
import type { Answer, Typed } from "../kit/answer.js";
import { askedWords } from "../kit/asked-words.js";
import { costWords } from "./table.js";

const MET = {
  met: "every objective is met",
  missed: "an objective is still missed",
  unknown: "an objective is still undecided",
  none: "",
};

const FULL = 0.945; // As it is printed.
const NEARLY = 0.8;

/** @param tryIt the command that tries the best change; null: not known */
export function nextAnswer(findings: NextFindings, tryIt: string | null = null, typed: Typed | null = null): Answer {
  const { changes, verdict } = findings;
  const best = changes.find(({ name }) => name === findings.best);
  const tone = verdict === "none" ? null : verdict;
  const today = todayWords(findings, best);
  if (best === undefined) {
    const [said, ...more] = nothingHelps(findings);
    return { verdict: said!, tone, why: [...more, ...today], next: withoutBest(findings, typed) };
  }
  return {
    verdict: bestWords(findings, best),
    tone,
    why: [...today, ...costsWords(best), ...leavesWords(best), ...tiesWords(findings)],
    next: tryIt === null ? null : { words: "try it", command: tryIt },
  };
}

function bestWords(findings: NextFindings, best: ChangeFindings): string {
  const { verdict, metric } = findings;
  const then = verdict === "none" ? "" : `, and ${MET[verdict]}`;
  if (best.verdict === "saves")
    return `Nothing improves ${metric}, but “${clean(best.name)}” does the same with less (${costWords(best.cost)})${then}.`;
  const gain = gainWords(findings, best);
  const who = nameOf(findings);
  const said = [...(gain === "" ? [] : [gain]), ...(gain === "" && best.reason !== "" ? [best.reason] : [])];
  const does = said.length === 0 ? "" : `: ${said.join(", ")}`;
  if (findings.now.verdict === "met" && verdict === "met" && !findings.now.growing)
    return `${who} meets every objective already; what would improve it most for its price is “${clean(best.name)}”${does}.`;
  return `The best change found for ${who} is “${clean(best.name)}”${said.length === 0 && then !== "" ? `: ${MET[verdict]}` : `${does}${then}`}.`;
}

const nameOf = ({ title, name, variant }: NextFindings): string =>
  `“${clean(title) || clean(name)}${variant === name ? "" : `, ${clean(variant)}`}”`;

/** "p99 falls from 661 ms to 494 ms"; empty where it has no value. */
export function gainWords({ now, metric }: NextFindings, { gain, measured }: ChangeFindings): string {
  if (gain === null) return "";
  const [before, after] = [now.measured, measured].map((each) =>
    each === null ? null : showMeasured(each, now.unit).value,
  );
  const isOne = isOrAre(metric) === "is";
  const verb = (gain.value ?? 0) < 0 ? (isOne ? "falls" : "fall") : isOne ? "rises" : "rise";
  if (before == null || after == null || before === after) return `${metric} ${inline(showRelative(gain))}`;
  return `${metric} ${verb} from ${before} to ${after}`;
}

/** The state as it is, its bottleneck, and what the best change mends. */
function todayWords(findings: NextFindings, best: ChangeFindings | undefined): string[] {
  const { now, metric, because } = findings;
  const { busiest } = now;
  const isFull = busiest !== null && (busiest.utilisation.value ?? 0) >= FULL;
  const isInstead = /^(many requests|there is no steady)|is 0 as it is$/.test(because);
  return [
    `${stateWords(findings)}.`,
    ...(isFull
      ? [
          `The bottleneck is ${clean(busiest.part)} ${busiest.resource}, ${Math.round(busiest.utilisation.value! * 100)}% busy.`,
        ]
      : []),
    ...(isInstead && now.stuck === null ? [`Gains are measured in ${metric}, since ${because}.`] : []),
    ...(best === undefined || best.verdict === "saves" ? [] : [`The change mends “${best.treats}”: ${best.symptom}.`]),
  ];
}

function stateWords({ now, metric }: NextFindings): string {
  if (now.stuck !== null) return `Today requests wait for each other for ever: ${now.stuck}`;
  if (now.grows !== null)
    return `Today it cannot keep up: ${now.grows} ${now.grows.startsWith("the ") ? "grows" : "grow"}`;
  const missed = now.objectives.filter(({ verdict }) => verdict === "missed");
  const open = now.objectives.filter(({ verdict }) => verdict === "unknown");
  if (missed.length > 0)
    return `Today ${list(missed.slice(0, 2).map(askedWords))}${missed.length > 2 ? `, and ${missed.length - 2} more objectives are missed` : ""}`;
  if (open.length > 0) {
    const [{ metric: of, expression, measured }] = open as [(typeof open)[number]];
    return `Today ${of}: ${expression} is undecided: ${measured.reason ?? "its interval holds the limit"}`;
  }
  const measured = `${metric} ${isOrAre(metric)} ${inline(showMeasured(now.measured, now.unit))}`;
  return now.objectives.length > 0
    ? `Today every objective is met, and ${measured}`
    : `There are no objectives; ${measured}`;
}

export function busyWords(busiest: NextFindings["now"]["busiest"]): string {
  if (busiest === null) return "";
  const { part, resource, utilisation } = busiest;
  const share = utilisation.value!;
  const be = ["pool", "network", "relay"].includes(resource) ? "is" : "are";
  return share >= FULL
    ? `${clean(part)} ${resource} ${be} full`
    : `${clean(part)} ${resource} ${be} ${Math.round(share * 100)}% busy`;
}

/** "Its price: +1 cache; stale answers, and when to forget them. This assumes that 80% of the look-ups hit." */
function costsWords({ cost, why, assumes, loses }: ChangeFindings): string[] {
  const units = costWords(cost);
  return [
    `Its price: ${units === "none" ? "nothing to buy" : units}; ${clean(why)}.`,
    ...(assumes === null ? [] : [`This assumes that ${clean(assumes)}: make sure of it.`]),
    ...(loses === null ? [] : [`With it ${clean(loses)}.`]),
  ];
}

const leavesWords = ({ busiest }: ChangeFindings): string[] =>
  busiest === null || (busiest.utilisation.value ?? 0) < NEARLY
    ? []
    : [`With it ${busyWords(busiest)}, the next to give.`];

const NAMED = 2;

function tiesWords({ ties }: NextFindings): string[] {
  if (ties.length === 0) return [];
  const more = ties.length - NAMED;
  const names = ties.slice(0, NAMED).map((each) => `“${clean(each)}”`);
  return [`As good for what it takes: ${list([...names, ...(more > 0 ? [`${more} more`] : [])])}.`];
}

/** Where nothing among what was tried is advice. */
function nothingHelps(findings: NextFindings): string[] {
  const { changes, metric, now } = findings;
  const tried = changes.filter(({ verdict }) => verdict !== "not tried").length;
  const isMet = now.objectives.length > 0 && now.verdict === "met";
  const as = isMet ? ", and every objective is met as it is" : "";
  if (tried === 0) return [`No change can help: nothing here waits for anything${as}.`];
  const but = [
    butWords(changes, ({ verdict }) => verdict === "trades", "fewer are answered or more fail"),
    butWords(changes, ({ verdict, loses }) => verdict === "gains" && loses !== null, "answers then lack something"),
  ].filter((each) => each !== "");
  if (but.length > 0) return [`No change helps without a price${as}.`, ...but];
  const open = changes.filter(({ verdict }) => verdict === "unknown");
  const is = isOrAre(metric);
  if (open.length === tried && now.measured.value === 0 && open.every(({ reason }) => reason === ""))
    return [`No change can lower ${metric}, which ${is} 0 already.`, "Say in an objective what is to improve."];
  if (open.length > 0) {
    const reason = open.find((each) => each.reason !== "")?.reason;
    const many = open.length === tried ? `all ${tried}` : `${open.length} of ${tried}`;
    return [
      `It is unknown whether a change helps: ${many} that were tried ${many === "1 of 1" || open.length === 1 ? "is" : "are"} undecided${as}.`,
      ...(reason === undefined ? [] : [`${capital(reason)}.`]),
    ];
  }
  const none = tried === 1 ? "the one change tried does not improve" : `none of the ${tried} tried improves`;
  return [`No change helps: ${none} ${metric} by more than 2%${as}.`];
}

function butWords(changes: readonly ChangeFindings[], those: (change: ChangeFindings) => boolean, but: string): string {
  const names = changes.filter(those).map(({ name }) => `“${clean(name)}”`);
  return names.length === 0 ? "" : `It improves with ${list(names)}, but ${but}.`;
}

function withoutBest({ now }: NextFindings, typed: Typed | null): Answer["next"] {
  if (typed === null || now.verdict !== "met" || now.growing) return null;
  return { words: "see how much load it takes", command: typed("ceiling") };
}
