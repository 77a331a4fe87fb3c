/** Walks a step's failure policies: how often it is passed, how long it takes, and mistakes. */
import { sayIdle } from "../check/no-effect.js";
import type { Sense } from "../check/sense.js";
import { writeDuration } from "../language/values/index.js";
import { limitMs, type Policies, policiesOf } from "./catalogue.js";

export const saysOfFailure = (policies: Policies): boolean => policiesOf(policies).length > 0;

/** @param what the target, or the source @param walk the call itself @returns its mean time without waiting [ms] */
export function checkPolicies(sense: Sense, policies: Policies, what: string, walk: () => number): number {
  const said = policiesOf(policies);
  const limits = said.flatMap(({ kind, said: data }) => {
    const ms = kind.limitMs?.(data);
    return ms === undefined ? [] : [{ key: kind.key, ms }];
  });
  const eachMs = limitMs(policies);
  const shortest = limits.find(({ ms }) => ms === eachMs)?.key;
  sayIdle(
    sense,
    sense.path,
    limits.map(({ key, ms }) => [key, ms > eachMs, `the \`${shortest}\` comes before it`, shortest]),
  );
  const about = { what, eachMs };
  // From the inside out. Absent policies add no stack frame, since chains of calls can be long.
  let all = walk;
  const wrap = (isOfAttempt: boolean): void => {
    for (const { kind, said: data } of said.filter(
      ({ kind: { around } }) => (around === "an attempt") === isOfAttempt,
    )) {
      const inner = all;
      all = () => kind.walk(sense, data, about, inner);
    }
  };
  wrap(true);
  if (eachMs < Number.POSITIVE_INFINITY) {
    const attempt = all;
    all = () => timed(sense, eachMs, attempt);
  }
  wrap(false);
  return all();
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
