/** Mistakes of sense in what a step says about failure. */
import type { Policies } from "./language.js";
import type { Sense } from "./sense.js";
import { writeDuration } from "./values/index.js";

/** @param walk the call itself @returns its mean time without waiting [ms] */
export function checkPolicies(sense: Sense, policies: Policies, walk: () => number): number {
  const { timeout, deadline, retry, fallback } = policies;
  const eachMs = Math.min(timeout ?? Number.POSITIVE_INFINITY, deadline ?? Number.POSITIVE_INFINITY);
  if (retry !== undefined) {
    const attempts = Math.min(retry.attempts, 64);
    const waitsMs = Array.from(
      { length: attempts - 1 },
      (_, k) => retry.backoff * (retry.growth === "exponential" ? 2 ** k : 1),
    );
    const longestMs = attempts * eachMs + waitsMs.reduce((a, b) => a + b, 0);
    if (sense.limitMs < Number.POSITIVE_INFINITY && longestMs > sense.limitMs)
      sense.warn(
        [...sense.path, "retry"],
        `${attempts} attempts may take ${writeDuration(longestMs)}, but the caller waits only ${writeDuration(sense.limitMs)}`,
        "the last attempts work for nobody; fewer attempts, or a shorter timeout for each",
      );
  }
  const attempt = (): number => {
    const ms = sense.within(eachMs, walk);
    if (ms > eachMs)
      sense.warn(
        sense.path,
        `takes ${writeDuration(ms)} in the mean without any waiting, but may take ${writeDuration(eachMs)}`,
      );
    return Math.min(ms, eachMs);
  };
  const tried = (): number => (retry === undefined ? attempt() : sense.attempts(retry.attempts, attempt));
  if (fallback === undefined) return tried();
  return sense.instead(tried, fallback === "continue" ? null : () => sense.steps(fallback, ["fallback"]));
}
