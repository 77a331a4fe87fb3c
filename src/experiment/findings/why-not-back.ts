/** What a model says of who asks a full resource, and the runs of how much: what the mechanism is told from. */
import type { Bins, WhyNotBack } from "../../analysis/figures/come-back.js";
import {
  type BeforeAndAfter,
  type Full,
  type LookedUp,
  mechanismOf,
  type Retried,
} from "../../analysis/figures/mechanism.js";
import type { Model } from "../../model/language/model.js";
import { type Hop, hopsOf } from "../../model/risks/hops.js";
import type { Measurements, RatioMeasurement } from "../../model/wiring/measurements.js";
import { retriedParts } from "../figures/watches.js";
import { heldWithin } from "./held-within.js";
import { measured } from "./measured.js";

export function whyNotBack(model: Model, runs: readonly Measurements[]): WhyNotBack {
  return (full, before, after) => {
    if (full.length === 0 || before[1] <= before[0] || after[1] <= after[0]) return undefined;
    const holds = heldWithin(model);
    const innermost = full.filter((outer) => !full.some((inner) => holds(outer, inner)));
    const hops = hopsOf(model);
    const askedOf = ({ part }: { readonly part: string }): Hop[] => hops.filter((hop) => hop.part === part);
    const queued = full.map((resource) => fullNow(runs, resource, askedOf(resource), before, after));
    const found = innermost.flatMap((resource) => {
      const asked = askedOf(resource);
      const isAlone = (behind: readonly Hop[]): boolean =>
        asked.length > 0 && asked.every((hop) => behind.includes(hop));
      const retried = retriedParts(model).flatMap((part): Retried[] => {
        const behind = hops.filter((hop) => hop.part === part || hop.within.some((outer) => outer.part === part));
        if (!asked.some((hop) => behind.includes(hop))) return [];
        const [attempts, calls] = [measured(runs, part, "attempts"), measured(runs, part, "calls")];
        if (attempts === null || calls === null) return [];
        const [attempted, called] = [rates(runs, attempts, before, after), rates(runs, calls, before, after)];
        const isOf = { asked: attempted.whole.after, attempts: attempted.part.after };
        return [{ part, ...isOf, calls: called.part, isAlone: isAlone(behind) }];
      });
      const caches = Object.keys(model.parts).flatMap((cache): LookedUp[] => {
        const hits = measured(runs, cache, "hitRate");
        const behind = hits === null ? [] : onMiss(hops, cache);
        if (hits === null || !asked.some((hop) => behind.includes(hop))) return [];
        const { part, whole } = rates(runs, hits, before, after);
        const misses = { before: whole.before - part.before, after: whole.after - part.after };
        return [{ cache, lookUps: whole, misses, isAlone: isAlone(behind) }];
      });
      return mechanismOf(queued[full.indexOf(resource)]!, retried, caches, queued) ?? [];
    });
    return found.find(({ retries, cold }) => retries !== undefined || cold !== undefined) ?? found[0];
  };
}

/** The calls that only a miss of this cache makes, and all inside them. */
function onMiss(hops: readonly Hop[], cache: string): readonly Hop[] {
  const lookUps = hops.filter((hop) => hop.part === cache && hop.verb === "get");
  const isInside = (hop: Hop): boolean =>
    lookUps.some(({ path }) => hop.path.length > path.length && path.every((key, i) => hop.path[i] === key));
  return hops.filter((hop) => [...hop.within, hop].some(isInside));
}

/** How long the callers that ask most wait: a call's own limit, or one of a call around it. */
function limitOf(asked: readonly Hop[]): Full["limit"] {
  const [most] = asked.toSorted((a, b) => b.times - a.times);
  const limits = [...(most?.within ?? []), ...(most === undefined ? [] : [most])].flatMap(({ policies, isEntry }) => [
    ...(policies.timeout === undefined
      ? []
      : [{ limit: isEntry ? ("patience" as const) : ("timeout" as const), limitMs: policies.timeout }]),
    ...(policies.deadline === undefined ? [] : [{ limit: "deadline" as const, limitMs: policies.deadline }]),
  ]);
  return limits.toSorted((a, b) => a.limitMs - b.limitMs)[0] ?? null;
}

function fullNow(
  runs: readonly Measurements[],
  { part, resource }: { readonly part: string; readonly resource: string },
  asked: readonly Hop[],
  before: Bins,
  after: Bins,
): Full {
  const all = runs.map(
    ({ parts }) => parts.find(({ name }) => name === part)!.resources.find(({ name }) => name === resource)!,
  );
  const { binMs } = runs[0]!;
  const mean = (of: "busyByBin" | "queueByBin" | "servedByBin", bins: Bins): number =>
    meanOf(
      all.map((each) => each[of]),
      bins,
    );
  return {
    part,
    resource,
    utilisation: mean("busyByBin", before) / (all[0]!.capacity ?? Number.POSITIVE_INFINITY),
    served: {
      before: mean("servedByBin", before) / (binMs / 1000),
      after: mean("servedByBin", after) / (binMs / 1000),
    },
    queueLength: mean("queueByBin", after),
    limit: limitOf(asked),
  };
}

function rates(
  [{ binMs }]: readonly Measurements[],
  each: readonly RatioMeasurement[],
  before: Bins,
  after: Bins,
): Record<"part" | "whole", BeforeAndAfter> {
  const of = (counts: readonly (readonly number[])[]): BeforeAndAfter => ({
    before: meanOf(counts, before) / (binMs / 1000),
    after: meanOf(counts, after) / (binMs / 1000),
  });
  return { part: of(each.map(({ partByBin }) => partByBin)), whole: of(each.map(({ wholeByBin }) => wholeByBin)) };
}

const meanOf = (runs: readonly (readonly number[])[], [from, to]: Bins): number =>
  runs.reduce((sum, bins) => sum + bins.slice(from, to).reduce((all, each) => all + each, 0), 0) /
  (runs.length * (to - from));
