/** Whether a change gains: by what is measured, by who is answered, and by what grows with it and without it. */

import type { Estimate } from "../../analysis/findings/findings.js";
import type { ChangeVerdict } from "../../analysis/findings/next-findings.js";
import { gainVerdict, NOTHING } from "../../analysis/verdicts/difference-verdict.js";
import type { Change } from "../../model/changes/change.js";
import { isSteady } from "../plan/study.js";
import { growthIn as driftIn } from "../precision/growth.js";
import { type Open, steadinessOf, steadinessOfAll } from "../precision/steadiness.js";
import { mayGrow } from "../search/may-grow.js";
import { busierWords } from "./busier.js";
import { ERRORS, GOODPUT, goalOf, moreErrors, nameOf, relativeChange, type Side, type Subject } from "./gain-metric.js";
import { type Growth, growthIn, growthWords, hasStopped, knownOf } from "./growth.js";
import { MANY_FAIL } from "./which-metric.js";

interface Judged {
  readonly verdict: ChangeVerdict;
  readonly reason: string; // Empty where the interval says it all.
  readonly isInDoubt?: true; // More than chance alone, and perhaps luck among many.
}

/** One of several comparisons, see `holm.ts`. */
export interface OneOfMany {
  readonly gain: Estimate | null; // The same, with the interval that all of them together take.
  readonly tried: number;
}

/** @param gain relative change of the subject */
export function verdictOf(
  change: Change,
  subject: Subject,
  gain: Estimate | null,
  now: Side,
  after: Side,
  many: OneOfMany = { gain, tried: 1 },
): Judged {
  const judged = judge(change, subject, gain, now, after, many);
  const busier = judged.verdict === "unknown" ? "" : busierWords(change, now, after);
  return { ...judged, reason: [judged.reason, busier].filter((each) => each !== "").join("; ") };
}

function judge(
  change: Change,
  subject: Subject,
  gain: Estimate | null,
  now: Side,
  after: Side,
  many: OneOfMany,
): Judged {
  const [stood, stands] = [now, after].map(({ findings }) => findings.standstill !== null);
  if (stands) return { verdict: stood ? "nothing" : "worse", reason: "requests wait for each other for ever" };
  const [before, then] = [growthIn(now), growthIn(after)];
  const open = leftOpen(subject, now, after);
  const alone = gain === null || open?.isShort ? "unknown" : gainVerdict(gain, goalOf(subject));
  const isLuck = isDecided(alone) && many.gain !== null && !isDecided(gainVerdict(many.gain, goalOf(subject)));
  const byFigure = isLuck ? "not proven" : alone;
  if (before === null && then !== null) return newGrowth(then, now);
  const hasMended = before !== null && hasStopped(before, after);
  const isMet = gain === null && now.findings.verdict === "missed" && after.findings.verdict === "met";
  const verdict = hasMended || stood || isMet ? "gains" : byFigure;
  const fewer = fewerAnswers(subject, now, after);
  const isKnown = open === null || hasMended || stood || isMet;
  const isShown = fewer !== null || verdict === "gains" || verdict === "worse";
  if (!isKnown && (open.isShort || !isShown)) return { verdict: "unknown", reason: open.reason };
  if (fewer !== null && byFigure === "worse") return { verdict: "worse", reason: "" };
  if (fewer !== null) return { verdict: verdict === "gains" ? "trades" : "worse", reason: fewer };
  if (stood) return { verdict, reason: "no request was seen to wait for ever" };
  const isByFigure = byFigure === "gains" && !("part" in subject);
  if (hasMended) return { verdict, reason: isByFigure ? "" : `${growthWords(before)} no longer grows` };
  if (verdict === "gains" && then !== null) return { verdict, reason: `${growthWords(then)} still grows` };
  const isSaved = verdict === "nothing" && change.isLess === true && isWell(after);
  const reason = isLuck ? `alone it would be more than chance, but as one of ${many.tried} tried it may be luck` : "";
  return { verdict: isSaved ? "saves" : verdict, reason, ...(isLuck ? { isInDoubt: true } : {}) };
}

const isDecided = (verdict: ChangeVerdict): boolean => verdict === "gains" || verdict === "worse";

/** Too short a window shows no gain that stays; where more is offered than some part can do, nor that there is none. */
function leftOpen(subject: Subject, now: Side, after: Side): Open | null {
  if ("part" in subject) return null;
  const { scope } = subject;
  const endpoint = scope.kind === "endpoint" ? scope.name : null;
  const open = [now, after].flatMap((side) => openIn(side, endpoint) ?? []);
  return open.find(({ isShort }) => isShort) ?? open[0] ?? null;
}

function openIn(side: Side, endpoint: string | null): Open | null {
  const { model, runs } = side;
  if (!isSteady(model)) return null;
  const growth = driftIn(model, runs);
  const { open } = endpoint === null ? steadinessOfAll(model, growth) : steadinessOf(model, growth, endpoint);
  return open?.isShort || (growthIn(side) === null && mayGrow(model) !== null) ? open : null;
}

/** Where the runs could not tell whether it grows without the change, the change is not to blame. */
function newGrowth(growth: Growth, now: Side): Judged {
  const reason = `${growthWords(growth)} grows`;
  return knownOf(growth, now) === "undecided"
    ? { verdict: "unknown", reason: `${reason}, and these runs cannot tell whether it does today` }
    : { verdict: "worse", reason };
}

/** No objective is missed or open, nothing grows, and, if no objective asks, not many fail. */
export const isWell = (side: Side): boolean =>
  !["missed", "unknown"].includes(side.findings.verdict) &&
  growthIn(side) === null &&
  (side.findings.all.errorRate.low ?? 0) <= MANY_FAIL;

const FEWER = 0.001; // Of goodput: what the ends of a window cut off differs by less.

/**
 * Those who fail are in no latency, so that of the others may fall. While the number in the system grows, what would
 * fail is still waiting, and only goodput tells.
 */
function fewerAnswers(subject: Subject, now: Side, after: Side): string | null {
  const goodput = relativeChange(GOODPUT, now, after);
  if (goodput?.high != null && goodput.high < -FEWER) return `goodput falls by ${share(-goodput.value!)}`;
  const isJudged = nameOf(subject) === ERRORS.name;
  const errors = isJudged || growthIn(now)?.part === null ? null : moreErrors(now, after);
  if (errors?.more.low == null || errors.more.low <= NOTHING * errors.before) return null;
  return `errors rise from ${share(errors.before)} to ${share(errors.before + errors.more.value!)}`;
}

const share = (part: number): string => part.toLocaleString("en", { style: "percent", maximumSignificantDigits: 2 });
