/** What users see of each trial of a game day, in words. */
import type {
  AsideFindings,
  GamedayFindings,
  SufferingFindings,
  TrialFindings,
} from "../../analysis/findings/gameday-findings.js";
import { inline, showDuration } from "../../charts/kit/estimate.js";
import { duration, shortShare } from "../../charts/kit/format.js";
import { sharedMechanism } from "../../charts/kit/mechanism.js";
import { capital, list } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";

const LOST = 0.005; // Share of the requests: fewer are not worth a word.
const FAILING = 0.05; // Of those on a good day.

export const faultWords = ({ words, withoutFallback }: TrialFindings): string =>
  `${words}${withoutFallback ? ", without its fallback" : ""}`;

/** "web.checkout 83% lost, web.browse 40% slow; mailed 34% late", or "no endpoint". */
export const suffersWords = ({ endpoints, aside }: TrialFindings): string =>
  [
    ...(endpoints.length === 0 && aside.length > 0
      ? []
      : [endpoints.map((one) => `${clean(one.endpoint)} ${hurtWords(one)}`).join(", ") || "no endpoint"]),
    ...aside.map(asideWords),
  ].join("; ");

/** "effect mailed: 2% lost, 34% late", "queue mails: done after up to 43 s instead of 0.2 s". */
export function asideWords({ name, sort, lost, late, twice, usualMs, slowestMs, waiting }: AsideFindings): string {
  const shares = (
    [
      [lost, "lost"],
      [late, "late"],
      [twice, "twice"],
    ] as const
  ).flatMap(([{ value }, what]) => ((value ?? 0) >= LOST ? [`${shortShare(value!)} ${what}`] : []));
  const isLater = usualMs !== null && slowestMs !== null && slowestMs >= 2 * usualMs;
  const said = [
    ...shares,
    ...(isLater ? [`99% done within ${duration(slowestMs)} instead of ${duration(usualMs)}`] : []),
    ...(waiting > 0 ? [`${waiting.toLocaleString("en")} still wait at the end`] : []),
  ];
  return `${sort} ${clean(name)}: ${said.length === 0 ? "a little later" : said.join(", ")}`;
}

/** The worst of them, and how many more. */
export function worstWords({ endpoints, endpointsOf, aside }: TrialFindings): string {
  const [worst, ...others] = endpoints;
  if (worst === undefined) return aside.length === 0 ? "no endpoint" : aside.map(asideWords).join("; ");
  const also = aside.length === 0 ? "" : `; ${aside.map(asideWords).join("; ")}`;
  const rest = endpointsOf - 1;
  const more =
    others.length === 0
      ? ""
      : `, and ${others.length === rest && rest > 1 ? "all" : others.length} ${others.length === 1 ? "other" : "others"}`;
  return `${clean(worst.endpoint)} ${hurtWords(worst)}${more}${also}`;
}

function hurtWords({ lost, slow }: SufferingFindings): string {
  const [gone, late] = [lost.value ?? 0, slow.value ?? 0];
  const said = [
    ...(gone >= LOST ? [`${shortShare(gone)} lost`] : []),
    ...(late >= 0.05 ? [`${shortShare(late)} slow`] : []),
  ];
  return said.length === 0 ? "a little slower" : said.join(" and ");
}

/** How it fails: at once, by waiting, or not at all. */
export function modeWords(trial: TrialFindings): string {
  if (!isHit(trial)) return "requests unharmed";
  return trial.endpoints.some(({ lost }) => (lost.value ?? 0) >= LOST) ? (trial.why ?? "unanswered") : "slow answers";
}

export function backWords(trial: TrialFindings): string {
  const { backMs, comesBack } = trial;
  if (!comesBack) return "does not come back";
  if (!isHit(trial)) return trial.aside.length > 0 ? "requests: at once" : "at once";
  if (backMs.value === null) return backMs.reason ?? "unknown";
  return backMs.value === 0 && backMs.high === 0 ? "at once" : inline(showDuration(backMs));
}

export const FALLBACKS: Readonly<Record<TrialFindings["fallback"], string>> = {
  none: "none",
  written: "written",
  entry: "users ask",
  "not needed": "no need",
};

export function conditionsOfDay({ fault, window, replications, confidence, leftOut }: GamedayFindings): string {
  const lasts = duration(fault.toMs - fault.fromMs);
  return `Each fault lasts ${lasts}, watched for ${duration(window.toMs - fault.toMs)} after it; ${replications} replications on the same requests, ${Math.round(confidence * 100)}% intervals.${leftOut.length === 0 ? "" : ` ${leftOutWords(leftOut)}`}`;
}

const leftOutWords = (names: readonly string[]): string =>
  `What the model itself says happens is left out: ${list(names.map((name) => `“${clean(name)}”`))}.`;

/** What matters most, in a sentence or two. */
export function dayWords({ trials, objectives }: GamedayFindings): string {
  const stuck = trials.filter(({ comesBack }) => !comesBack);
  const open = [...new Set(trials.filter((each) => each.fallback === "none" && isHit(each)).map(({ part }) => part))];
  const sentences = [
    ...(stuck.length === 0 ? [] : [`It does not come back after ${list(stuck.map(nameWords))}${sinceWords(stuck)}`]),
    ...(open.length === 0
      ? []
      : [
          `No fallback is written for ${list(open.map(clean))}, and users feel ${open.length === 1 ? "it" : "each of them"}`,
        ]),
    ...(objectives.length === 0 ? [] : [objectiveWords(trials)]),
  ];
  const hit = trials.filter(isHit).length;
  const hidden = trials.filter((each) => !isHit(each) && each.aside.length > 0);
  const unfelt = hidden.length === 0 ? `no fault harms a request${failingWords(trials)}` : "no request shows a fault";
  const harm = hit === 0 ? unfelt : `users feel ${hit} of ${trials.length} faults`;
  const behind = hidden.length === 0 ? [] : [hiddenWords(hidden)];
  const all = stuck.length + open.length === 0 ? [harm, ...behind, ...sentences] : [...sentences, ...behind];
  return `${all.map(capital).join(". ")}.`;
}

/** Where requests fail without any fault, so that none can do harm. */
function failingWords(trials: readonly TrialFindings[]): string {
  const least = Math.min(...trials.map(({ lost }) => lost.value ?? 0));
  return least < FAILING ? "" : `, but ${shortShare(least)} of them fail without one`;
}

/** "Requests do not show mailer down, and what they were promised suffers: effect mailed: 100% late". */
function hiddenWords(hidden: readonly TrialFindings[]): string {
  const [worst] = hidden.toSorted((a, b) => harmOf(b) - harmOf(a));
  const more = hidden.length === 1 ? "" : `, and the same of ${hidden.length - 1} others`;
  return `requests do not show ${nameWords(worst!)}, but what happens behind them suffers (${worst!.aside.map(asideWords).join("; ")})${more}`;
}

const harmOf = ({ aside }: TrialFindings): number =>
  Math.max(...aside.map(({ lost, late, twice }) => (lost.value ?? 0) * 10 + (late.value ?? 0) + (twice.value ?? 0)));

/** ", since retries turn …", where it is the same for all of them. */
function sinceWords(stuck: readonly TrialFindings[]): string {
  const why = sharedMechanism(stuck.map(({ mechanism }) => mechanism));
  return why === "" ? "" : `, since ${why}`;
}

function objectiveWords(trials: readonly TrialFindings[]): string {
  const [missed, open] = (["missed", "unknown"] as const).map(
    (one) => trials.filter(({ verdict }) => verdict === one).length,
  );
  const undecided = open === 0 ? "" : `undecided in ${open}${missed === 0 ? ` of ${trials.length}` : ""}`;
  if (missed === 0) return open === 0 ? "no fault makes it miss an objective" : `objectives are ${undecided} trials`;
  return `objectives are missed in ${missed} of ${trials.length} trials${open === 0 ? "" : `, and ${undecided}`}`;
}

const isHit = ({ endpoints }: TrialFindings): boolean => endpoints.length > 0;

const nameWords = (trial: TrialFindings): string => `${clean(trial.part)} ${faultWords(trial)}`;
