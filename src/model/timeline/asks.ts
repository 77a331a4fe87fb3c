/** Who asks whom, in a model that has been walked, though it may have mistakes. */
import type { Sense } from "../check/sense.js";
import { partKindIn } from "../language/kinds.js";
import { isModule, processesOf } from "../language/processes.js";
import { offeredRate } from "../traffic/rate.js";

export interface Asks {
  readonly from: string; // A part, or a source of traffic.
  readonly to: string; // A part.
}

/** Only what a request reaches. */
export function asksIn({ model, kinds, stepLoads }: Sense): readonly Asks[] {
  const bySources = Object.entries(model.traffic).flatMap(([from, { mix }]) =>
    Object.keys(mix).map((target) => ({ from, to: partOf(target) })),
  );
  const bySteps = stepLoads.all().flatMap(({ path: [, from], step, kind }): Asks[] => {
    const target = step[kind.verb];
    if (typeof target !== "string" || isModule(model.parts, kinds, partOf(target))) return []; // No way to go.
    return processesOf(model.parts, kinds, String(from)).map((process) => ({ from: process, to: partOf(target) }));
  });
  const handedOn = Object.entries(model.parts).flatMap(([from, part]) => {
    const all = partKindIn(kinds, part)?.takesMessages?.handsOn?.(part as never) ?? [];
    return all.flatMap(({ to, times }) => (times > 0 ? [{ from, to }] : [])); // What is given up goes no way.
  });
  return [...bySources, ...bySteps, ...handedOn].filter(({ to }) => Object.hasOwn(model.parts, to));
}

/**
 * How often a part, or one endpoint or query of it, is asked at the highest planned rates [1/s]; null where users wait for
 * answers, so that only a run can tell.
 */
export function askedPerSecond({ model, stepLoads }: Sense, about: string): number | null {
  const sources = Object.values(model.traffic);
  if (sources.some(({ rate }) => rate === undefined)) return null;
  const isAsked = (target: unknown): boolean => target === about || partOf(String(target)) === about;
  const bySources = sources.flatMap(({ mix, rate = 0 }) =>
    Object.entries(mix).map(([target, share]) => (isAsked(target) ? share * offeredRate(rate) : 0)),
  );
  const bySteps = stepLoads.all().map(({ step, kind, perMs }) => (isAsked(step[kind.verb]) ? perMs * 1000 : 0));
  return [...bySources, ...bySteps].reduce((a, b) => a + b, 0);
}

const partOf = (target: string): string => target.split(".")[0] ?? "";
