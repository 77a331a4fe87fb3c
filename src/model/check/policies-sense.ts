/** Walks a step's failure policies: how often it is passed, how long it takes, and mistakes. */
import { budgetShare, type Policies } from "../language/policies.js";
import { writeDuration } from "../language/values/index.js";
import { sayIdle } from "./no-effect.js";
import type { Sense } from "./sense.js";

export const saysOfFailure = ({ timeout, deadline, breaker, retry, fallback }: Policies): boolean =>
  [timeout, deadline, breaker, retry, fallback].some((policy) => policy !== undefined);

/** @param what the target, or the source @param walk the call itself @returns its mean time without waiting [ms] */
export function checkPolicies(sense: Sense, policies: Policies, what: string, walk: () => number): number {
  const {
    timeout = Number.POSITIVE_INFINITY,
    deadline = Number.POSITIVE_INFINITY,
    breaker,
    retry,
    fallback,
  } = policies;
  if (breaker !== undefined) sense.lasts(breaker.open, "a breaker stays open for");
  if (retry !== undefined) sense.lasts(retry.backoff, "a retry waits");
  const eachMs = Math.min(timeout, deadline);
  sayIdle(sense, sense.path, [
    ["deadline", deadline > timeout && deadline < Number.POSITIVE_INFINITY, "the `timeout` comes before it", "timeout"],
    ["timeout", timeout > deadline && timeout < Number.POSITIVE_INFINITY, "the `deadline` comes before it", "deadline"],
    ["retry", retry?.attempts === 1, "one attempt is no retry"],
  ]);
  if (retry !== undefined) {
    checkPatienceOfCaller(sense, retry, eachMs);
    const isAtOnce = retry.backoff === 0 && retry.attempts > 1;
    sayIdle(
      sense,
      [...sense.path, "retry"],
      [
        ["growth", isAtOnce && retry.growth !== "exponential", "without a `backoff`, there is no wait that could grow"],
        [
          "jitter",
          isAtOnce && retry.jitter !== "full" && retry.jitter !== "none",
          "without a `backoff`, there is no wait",
        ],
      ],
    );
  }
  // From the inside out. Absent policies add no stack frame, since chains of calls can be long.
  let all = walk;
  if (timeout < Number.POSITIVE_INFINITY) {
    const work = all;
    all = () => sense.mayLeave(timeout, `timeout of ${what}`, work);
  }
  if (deadline <= timeout && deadline < Number.POSITIVE_INFINITY) {
    const work = all;
    all = () => sense.mayStop(deadline, `deadline of ${what}`, work);
  }
  if (breaker !== undefined) {
    const call = all;
    all = () => sense.mayLose([`breaker of ${what}`], call);
  }
  if (eachMs < Number.POSITIVE_INFINITY) {
    const call = all;
    all = () => timed(sense, eachMs, call);
  }
  if (retry !== undefined) {
    const attempt = all;
    all = () => sense.attempts(retry.attempts, budgetShare(retry), attempt);
  }
  if (fallback === undefined) return all();
  return sense.instead(all, fallback === "continue" ? null : () => sense.steps(fallback, ["fallback"]));
}

function timed(sense: Sense, limitMs: number, walk: () => number): number {
  const ms = sense.within(limitMs, walk);
  if (ms > limitMs)
    sense.warn(
      sense.path,
      `takes ${writeDuration(ms)} in the mean without any waiting, but may take ${writeDuration(limitMs)}`,
    );
  return Math.min(ms, limitMs);
}

const WAITS_MAX = 64; // By then a doubling back-off outlasts any caller.

function checkPatienceOfCaller(sense: Sense, retry: NonNullable<Policies["retry"]>, eachMs: number): void {
  const { attempts, backoff, growth } = retry;
  const waitMs = (k: number): number => backoff * (growth === "exponential" ? 2 ** Math.min(k, WAITS_MAX) : 1);
  const waitsMs = Array.from({ length: attempts - 1 }, (_, k) => waitMs(k)).reduce((a, b) => a + b, 0);
  const longestMs = attempts * eachMs + waitsMs;
  if (sense.limitMs < Number.POSITIVE_INFINITY && longestMs > sense.limitMs)
    sense.warn(
      [...sense.path, "retry"],
      `${attempts} attempts may take ${writeDuration(longestMs)}, but the caller waits only ${writeDuration(sense.limitMs)}`,
      "the caller leaves before the last attempts end; fewer attempts, or a shorter timeout for each",
    );
}
