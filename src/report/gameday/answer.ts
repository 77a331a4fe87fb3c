/** What a game day says first: from what it does not come back, which fault loses most, and what users feel unguarded. */
import type { GamedayFindings, TrialFindings } from "../../analysis/findings/gameday-findings.js";
import { shortShare } from "../../charts/kit/format.js";
import { sharedMechanism } from "../../charts/kit/mechanism.js";
import { capital, list } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";
import type { Answer, NextStep, Typed } from "../kit/answer.js";
import { asideWords, faultWords, isHit } from "./words.js";

const FAILING = 0.05; // Of the requests: so many fail on no good day.

export function gamedayAnswer(found: GamedayFindings, typed: Typed | null = null): Answer {
  const { trials, verdict } = found;
  return {
    verdict: verdictWords(found),
    tone: verdict === "none" ? null : verdict,
    why: [
      ...mechanismWords(trials),
      ...failingWords(trials),
      ...openWords(trials),
      ...hiddenWords(trials),
      ...objectiveWords(found),
    ],
    next: nextOf(trials, typed),
  };
}

/** What would bound the worst of it, or how it does without a fault where it fails all the time. */
function nextOf(trials: readonly TrialFindings[], typed: Typed | null): NextStep | null {
  const stuck = stuckIn(trials);
  if (stuck.some(({ mechanism }) => mechanism?.retries !== undefined))
    return { words: "see how retries are bounded", command: "npx headroom help retry" };
  if (isFailing(trials))
    return typed === null ? null : { words: "see how it does without a fault", command: typed("run") };
  if (trials.some((each) => each.fallback === "none" && isHit(each)))
    return { words: "see how a fallback is written", command: "npx headroom help fallback" };
  return null;
}

const nameOf = (trial: TrialFindings): string => `“${clean(trial.part)} ${faultWords(trial)}”`;
const stuckIn = (trials: readonly TrialFindings[]) => trials.filter(({ comesBack }) => !comesBack);
const NAMED = 3;

/** "“pay down” and “db slow” (3 of 15 faults)"; of more than three the number alone. */
function namesOf(those: readonly TrialFindings[], all: number): string {
  const names = [...new Set(those.map(({ part, words }) => `“${clean(part)} ${clean(words)}”`))];
  const many = `${those.length} of ${all} faults`;
  return names.length > NAMED ? many : `${list(names)} (${many})`;
}

function verdictWords({ title, name, trials, simulated }: GamedayFindings): string {
  const who = `“${clean(title) || clean(name)}”`;
  if (simulated.requests === 0) return `No request of ${who} came in these runs, so nothing is known of its faults.`;
  const stuck = stuckIn(trials);
  if (stuck.length > 0) return `${who} does not come back by itself from ${namesOf(stuck, trials.length)}.`;
  if (isFailing(trials))
    return `${who} loses ${shortShare(leastLost(trials))} of the requests or more with each of ${trials.length} faults, so it may fail without any.`;
  const hit = trials.filter(isHit);
  if (hit.length === 0)
    return trials.some(({ aside }) => aside.length > 0)
      ? `No request of ${who} shows any of ${trials.length} faults.`
      : `No request of ${who} is harmed by any of ${trials.length} faults.`;
  const open = hit.filter(({ backMs }) => backMs.value === null);
  const back =
    open.length === 0
      ? `${who} comes back from all ${trials.length} faults`
      : `${who} is not seen to come back in the time watched from ${namesOf(open, trials.length)}`;
  // That the part that users ask is lost with all that it does is no news.
  const inside = hit.filter(({ fallback }) => fallback !== "entry");
  const [worst] = (inside.length > 0 ? inside : hit).toSorted((a, b) => (b.lost.value ?? 0) - (a.lost.value ?? 0));
  const lost = worst!.lost.value ?? 0;
  if (lost === 0)
    return `${back}, and none loses a request${inside.length > 0 && inside.length < hit.length ? " behind the parts that users ask" : ""}.`;
  return `${back}; ${inside.length > 0 ? "inside it " : ""}the worst is ${nameOf(worst!)}, which loses ${shortShare(lost)} of the requests meanwhile.`;
}

/** "It stays down since retries turn …", where it is the same for all that do. */
function mechanismWords(trials: readonly TrialFindings[]): string[] {
  const why = sharedMechanism(stuckIn(trials).map(({ mechanism }) => mechanism));
  return why === "" ? [] : [`It stays down since ${why}.`];
}

/** That it does not come back means little where it was never well. */
function failingWords(trials: readonly TrialFindings[]): string[] {
  if (!isFailing(trials) || stuckIn(trials).length === 0) return [];
  return [
    `It loses ${shortShare(leastLost(trials))} of the requests or more with each fault, so it may fail without any.`,
  ];
}

const isFailing = (trials: readonly TrialFindings[]): boolean => trials.length > 0 && leastLost(trials) >= FAILING;
const leastLost = (trials: readonly TrialFindings[]): number => Math.min(...trials.map(({ lost }) => lost.value ?? 0));

function openWords(trials: readonly TrialFindings[]): string[] {
  const open = [...new Set(trials.filter((each) => each.fallback === "none" && isHit(each)).map(({ part }) => part))];
  if (open.length === 0) return [];
  return [
    `No fallback is written for ${list(open.map(clean))}, so users feel ${open.length === 1 ? "its" : "their"} faults.`,
  ];
}

/** "Requests do not show “mailer down”, but what happens behind them suffers: effect mailed: 100% late." */
function hiddenWords(trials: readonly TrialFindings[]): string[] {
  const hidden = trials.filter((each) => !isHit(each) && each.aside.length > 0);
  const [worst] = hidden.toSorted((a, b) => harmOf(b) - harmOf(a));
  if (worst === undefined) return [];
  const more =
    hidden.length === 1 ? "" : `; the same holds of ${hidden.length - 1} ${hidden.length === 2 ? "other" : "others"}`;
  return [
    `Requests do not show ${nameOf(worst)}, but what happens behind them suffers: ${worst.aside.map(asideWords).join("; ")}${more}.`,
  ];
}

const harmOf = ({ aside }: TrialFindings): number =>
  Math.max(...aside.map(({ lost, late, twice }) => (lost.value ?? 0) * 10 + (late.value ?? 0) + (twice.value ?? 0)));

function objectiveWords({ trials, objectives }: GamedayFindings): string[] {
  if (objectives.length === 0) return [];
  const [missed, open] = (["missed", "unknown"] as const).map(
    (one) => trials.filter(({ verdict }) => verdict === one).length,
  );
  const all = trials.length;
  if (missed === 0 && open === 0) return ["No fault makes it miss an objective."];
  if (missed === 0)
    return [
      `Whether its objectives hold is undecided with ${open === all ? "each fault" : `${open} of ${all} faults`}.`,
    ];
  const undecided = open === 0 ? "" : `, and undecided with ${open}`;
  return [
    capital(
      `its objectives are missed with ${missed === all ? "every fault" : `${missed} of ${all} faults`}${undecided}.`,
    ),
  ];
}
