/** What a step says about failure: how often it is passed then, how long it takes, and its mistakes of sense. */
import { budgetShare, type Policies } from "./language.js";
import type { Sense } from "./sense.js";
import { writeDuration } from "./values/index.js";

/** @param what is asked, or who asks @param walk the call itself @returns its mean time without waiting [ms] */
export function checkPolicies(sense: Sense, policies: Policies, what: string, walk: () => number): number {
  const { timeout, deadline, breaker, retry, fallback } = policies;
  const eachMs = Math.min(timeout ?? Number.POSITIVE_INFINITY, deadline ?? Number.POSITIVE_INFINITY);
  if (retry !== undefined) checkPatienceOfCaller(sense, retry, eachMs);
  const timed = (): number => (timeout === undefined ? walk() : sense.mayLeave(timeout, `timeout of ${what}`, walk));
  const bounded = (): number =>
    deadline === undefined || (timeout ?? Number.POSITIVE_INFINITY) < deadline
      ? timed()
      : sense.mayStop(deadline, `deadline of ${what}`, timed);
  const allowed = (): number => (breaker === undefined ? bounded() : sense.mayLose([`breaker of ${what}`], bounded));
  const attempt = (): number => {
    const ms = sense.within(eachMs, allowed);
    if (ms > eachMs)
      sense.warn(
        sense.path,
        `takes ${writeDuration(ms)} in the mean without any waiting, but may take ${writeDuration(eachMs)}`,
      );
    return Math.min(ms, eachMs);
  };
  const tried = (): number =>
    retry === undefined ? attempt() : sense.attempts(retry.attempts, budgetShare(retry), attempt);
  if (fallback === undefined) return tried();
  return sense.instead(tried, fallback === "continue" ? null : () => sense.steps(fallback, ["fallback"]));
}

const WAITS_MAX = 64; // Far beyond, a wait that doubles has outlasted every caller.

function checkPatienceOfCaller(sense: Sense, retry: NonNullable<Policies["retry"]>, eachMs: number): void {
  const { attempts, backoff, growth } = retry;
  const waitMs = (k: number): number => backoff * (growth === "exponential" ? 2 ** Math.min(k, WAITS_MAX) : 1);
  const waitsMs = Array.from({ length: attempts - 1 }, (_, k) => waitMs(k)).reduce((a, b) => a + b, 0);
  const longestMs = attempts * eachMs + waitsMs;
  if (sense.limitMs < Number.POSITIVE_INFINITY && longestMs > sense.limitMs)
    sense.warn(
      [...sense.path, "retry"],
      `${attempts} attempts may take ${writeDuration(longestMs)}, but the caller waits only ${writeDuration(sense.limitMs)}`,
      "the last attempts work for nobody; fewer attempts, or a shorter timeout for each",
    );
}
