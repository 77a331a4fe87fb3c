/** What is tried on a game day: every part that is asked, with each fault that it can have. */
import { checkSense } from "../../model/check/check-sense.js";
import { MOMENT_KINDS, machineIn, partKindOf } from "../../model/language/catalogue.js";
import type { Model } from "../../model/language/model.js";
import { type Hop, hopsOf } from "../../model/risks/hops.js";
import { hasErrors, type Path } from "../../model/source/diagnostics.js";
import { offeredRate } from "../../model/traffic/rate.js";

export interface Trial {
  readonly part: string;
  readonly fault: string;
  readonly words: string;
  readonly calledBy: readonly string[];
  readonly fallback: "none" | "written" | "entry" | "not needed";
  readonly withoutFallback: boolean;
  readonly model: Model;
}

/** @param model without a timeline of its own @param at when the fault begins [ms] @param lasts how long [ms] */
export function trialsOf(model: Model, at: number, lasts: number): readonly Trial[] {
  const hops = hopsOf(model);
  return Object.entries(model.parts).flatMap(([part, options]) => {
    const own = hops.filter((hop) => hop.part === part);
    const isOverNetwork = own.some(({ isInProcess }) => isInProcess !== true);
    const can = partKindOf(options)?.moments?.(options as never, part) ?? {};
    const over = hops.filter((hop) => partKindOf(options)?.carries?.(model, part, hop.process, hop.part));
    const calls = [own, over].find(({ length }) => length > 0) ?? hops.filter((hop) => isOn(model, hop.part, part));
    if (calls.length === 0) return [];
    const calledBy = [...new Set(calls.map(({ from }) => from))];
    const saysSo = calls.filter(({ policies }) => policies.fallback !== undefined);
    const waiting = calls.filter(({ waits }) => waits);
    const fallback = fallbackOf(waiting, saysSo.length === calls.length);
    const bare = saysSo.reduce((without, { path }) => withoutFallback(without, path), model);
    const askedBy = [...new Set(own.map(({ process }) => process))];
    const all = MOMENT_KINDS.flatMap(({ trials = [], ...kind }) => trials.map((trial) => ({ ...kind, trial })));
    return all.flatMap(({ verb, trial, isBetween, isInstant }) => {
      const isPossible = isBetween ? isOverNetwork || over.length > 0 : can[verb]?.includes(part);
      const entries = isPossible
        ? trial.entries({ part, askedBy, lastsMs: lasts, perSecond: askedPerSecond(model, own) })
        : null;
      if (entries === null) return [];
      const when = { at, ...(isInstant ? {} : { for: lasts }) };
      const [only, ...others] = entries;
      const data = others.length === 0 ? { ...when, ...only } : { ...when, together: { ...entries } };
      const tried = (of: Model, isBare: boolean): Trial => ({
        ...{ part, fault: trial.fault, words: trial.words, calledBy, fallback },
        withoutFallback: isBare,
        model: { ...of, timeline: { [FAULT]: data } },
      });
      if (!isAllowed(tried(model, false).model)) return []; // Such as `down` of what breaks down by chance already.
      return [tried(model, false), ...(saysSo.length === 0 ? [] : [tried(bare, true)])];
    });
  });
}

/** Null where users wait for answers, so that only a run can tell. */
function askedPerSecond({ traffic }: Model, hops: readonly Hop[]): number | null {
  const rates = hops.map(({ source, times }) => {
    const { rate } = traffic[source]!;
    return rate === undefined ? null : times * offeredRate(rate);
  });
  return rates.reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0);
}

const isAllowed = (model: Model): boolean => !hasErrors(checkSense(model, () => null).diagnostics);

/** @param isWritten for every hop, also those that nothing waits for */
function fallbackOf(waiting: readonly Hop[], isWritten: boolean): Trial["fallback"] {
  if (waiting.length === 0) return isWritten ? "written" : "not needed";
  if (waiting.every(({ policies, hasFallback }) => hasFallback || policies.fallback !== undefined)) return "written";
  return waiting.every(({ isEntry }) => isEntry) ? "entry" : "none";
}

export const FAULT = "the fault";

const isOn = (model: Model, part: string, host: string): boolean => machineIn(model, part)?.host === host;

/** The model without the fallback of the step or source at a path. */
function withoutFallback(model: Model, path: Hop["path"]): Model {
  const without = (value: unknown, [key, ...rest]: Path): unknown => {
    if (key === undefined) {
      const { fallback: _, ...others } = value as { readonly fallback?: unknown };
      return others;
    }
    if (Array.isArray(value)) return value.with(Number(key), without(value[Number(key)], rest));
    const map = value as Readonly<Record<string, unknown>>;
    return { ...map, [key]: without(map[key], rest) };
  };
  return without(model, path) as Model;
}
