/** What of retries is drawn: the part with the most of them, and how many attempts its calls take. */
import type { Findings, RetriedOverTime, VariantFindings } from "../../analysis/findings/findings.js";
import { threeDigits } from "../kit/format.js";
import { largest } from "../kit/numbers.js";

/** The part with the most retries in any variant; null where nothing was retried. */
export function mostRetried({ variants }: Findings): string | null {
  const sums = new Map<string, number>();
  for (const { overTime } of variants)
    for (const { part, asked, attempts } of overTime.retried ?? [])
      sums.set(part, Math.max(sums.get(part) ?? 0, sum(attempts) - sum(asked)));
  const [most] = [...sums].toSorted((a, b) => b[1] - a[1]);
  return most === undefined || !(most[1] > 0) ? null : most[0];
}

export const retriedOf = ({ overTime }: VariantFindings, part: string): RetriedOverTime | null =>
  overTime.retried?.find((each) => each.part === part) ?? null;

/** Attempts for each call in the bin that had the most; null without calls. */
export const mostAttempts = ({ asked, attempts }: RetriedOverTime): number | null =>
  largest(asked.map((calls, bin) => (calls > 0 ? attempts[bin]! / calls : null)));

/** Over the last fifth of the time. */
export function attemptsInTheEnd({ asked, attempts }: RetriedOverTime): number | null {
  const from = Math.floor(asked.length * 0.8);
  const calls = sum(asked.slice(from));
  return calls > 0 ? sum(attempts.slice(from)) / calls : null;
}

const MULTIPLIES = 1.25; // Attempts a call.

/**
 * Attempts for each request that is offered, over the last fifth of the time, where other layers try again as well, so
 * that their attempts multiply; null where they do not.
 */
export function attemptsARequest({ overTime }: VariantFindings, part: string): number | null {
  const all = overTime.retried ?? [];
  const isLayered = all.some((each) => each.part !== part && (attemptsInTheEnd(each) ?? 0) > MULTIPLIES);
  const found = all.find((each) => each.part === part);
  if (found === undefined || !isLayered || !((attemptsInTheEnd(found) ?? 0) > MULTIPLIES)) return null;
  const from = Math.floor(found.attempts.length * 0.8);
  const offered = sum(overTime.offeredLoad.slice(from).map((rate) => rate ?? 0));
  return offered > 0 ? sum(found.attempts.slice(from)) / offered : null;
}

/** "4", "1.3": of calls and attempts that are counted in the same bin, and not always the same. */
export const attemptsWords = (attempts: number): string => threeDigits(Number(attempts.toPrecision(2)));

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
