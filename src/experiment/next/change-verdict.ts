/** Whether a change gains: by what is measured, by who is answered, and by what grows with it and without it. */

import type { Estimate } from "../../analysis/findings.js";
import { gainVerdict } from "../../analysis/gain-verdict.js";
import type { ChangeVerdict } from "../../analysis/next-findings.js";
import type { Change } from "../../model/changes/change.js";
import { GOODPUT, goalOf, moreErrors, relativeChange, type Side, type Subject } from "./gain-metric.js";
import { growthIn, growthWords, hasStopped } from "./growth.js";

interface Judged {
  readonly verdict: ChangeVerdict;
  readonly reason: string; // Empty where the interval says it all.
}

/** @param gain relative change of the subject */
export function verdictOf(change: Change, subject: Subject, gain: Estimate | null, now: Side, after: Side): Judged {
  const [before, then] = [growthIn(now), growthIn(after)];
  if (before === null && then !== null) return { verdict: "worse", reason: `${growthWords(then)} grows` };
  const hasMended = before !== null && hasStopped(before, after);
  const byFigure = gain === null ? "unknown" : gainVerdict(gain, goalOf(subject));
  const verdict = hasMended ? "gains" : byFigure;
  const fewer = fewerAnswers(now, after);
  if (fewer !== null) return { verdict: verdict === "gains" ? "trades" : "worse", reason: fewer };
  if (hasMended) return { verdict, reason: `${growthWords(before)} no longer grows` };
  if (verdict === "gains" && then !== null) return { verdict, reason: `${growthWords(then)} still grows` };
  const isSaved = verdict === "nothing" && change.isLess === true && isEnough(after);
  return { verdict: isSaved ? "saves" : verdict, reason: "" };
}

/** Of the objectives; where there are none, the same is enough. */
const isEnough = ({ findings }: Side): boolean => findings.verdict === "met";

const FEWER = 0.001; // Of goodput: what the ends of a window cut off differs by less.

/**
 * Those who fail are in no latency, so that of the others may fall. While the number in the system grows, what would
 * fail is still waiting, and only goodput tells.
 */
function fewerAnswers(now: Side, after: Side): string | null {
  const goodput = relativeChange(GOODPUT, now, after);
  if (goodput?.high != null && goodput.high < -FEWER) return `goodput falls by ${share(-goodput.value!)}`;
  const errors = growthIn(now)?.part === null ? null : moreErrors(now, after);
  if (errors?.low == null || errors.low <= 0) return null;
  const [from, to] = [now, after].map(({ findings }) => share(findings.all.errorRate.value ?? 0));
  return `errors rise from ${from} to ${to}`;
}

const share = (part: number): string => part.toLocaleString("en", { style: "percent", maximumSignificantDigits: 2 });
