/** What the runs of a variant say of a figure: one function a family. */

import { noSuchFigure, noSuchResource } from "../../analysis/figures/absent.js";
import { type Figure, type Scope, scopeWords } from "../../analysis/figures/figure.js";
import type { Statistic } from "../../analysis/figures/statistic.js";
import {
  type EndpointMeasurement,
  type MeasureMeasurement,
  type Measurements,
  type ResourceMeasurement,
  utilisationByBin,
  utilisationByInstance,
  utilisationOf,
} from "../../model/wiring/measurements.js";
import { reactionsIn, reactionTimes, whyNot } from "../findings/reactions.js";
import { requestsIn } from "../findings/replication-estimates.js";
import type { Sample, Sampled } from "./sample.js";

export interface Runs {
  readonly runs: readonly Measurements[];
  readonly all: readonly EndpointMeasurement[]; // All endpoints of each run, taken together.
}

/** @returns one entry a replication, or why there is none */
export function sampleOf(figure: Figure, of: Runs): Sampled {
  if (figure.measure !== null) return ofMeasure(figure, figure.measure, of);
  const family = Object.hasOwn(SAMPLERS, figure.family) ? SAMPLERS[figure.family] : undefined;
  return family?.(figure, of) ?? { missing: `${figure.name} is not measured by the runs` };
}

const SAMPLERS: Readonly<Record<string, (figure: Figure, of: Runs) => Sampled>> = {
  latency: asked((each) => ({ kind: "durations", each: each.map(({ latencyMs }) => latencyMs) })),
  errors: (figure, of) =>
    figure.scope.kind === "part" || figure.cause !== null ? errorsBy(figure, of) : asked(errorsIn)(figure, of),
  degraded: (figure, of) => errorsBy({ ...figure, cause: "degraded" }, of),
  within: asked((each, figure) => ({
    kind: "share",
    events: each.map(({ latencyMs }) => atMost(latencyMs, figure.argument as number)),
    trials: each.map(({ offered }) => offered),
  })),
  goodput: asked((each, _, windowMs) =>
    perSecond(
      each.map(({ answersThenByBin }) => sum(answersThenByBin)),
      windowMs,
    ),
  ),
  throughput: asked((each, _, windowMs) =>
    perSecond(
      each.map(({ endsThenByBin }) => sum(endsThenByBin)),
      windowMs,
    ),
  ),
  offered: asked((each, _, windowMs) =>
    perSecond(
      each.map(({ offered }) => offered),
      windowMs,
    ),
  ),
  utilisation: resource((one, { statistic }) =>
    one.capacity === null ? null : statistic === "max" ? most(utilisationByBin(one)!) : utilisationOf(one),
  ),
  busy: resource(({ busy, busyByBin }, { statistic }) => (statistic === "max" ? most(busyByBin) : busy)),
  queue: resource(({ queueLength, queueByBin }, { statistic }) =>
    statistic === "max" ? most(queueByBin) : queueLength,
  ),
  capacity: resource(({ capacity, capacityByBin = [] }, { statistic }) =>
    capacity !== null && statistic === "max" ? most([capacity, ...capacityByBin]) : capacity,
  ),
  hottest: resource((one) => (one.capacity === null ? null : most(utilisationByInstance(one, one.capacity)))),
  imbalance: resource(({ busyByInstance }) => {
    const whole = sum(busyByInstance);
    return whole === 0 ? 1 : (most(busyByInstance) * busyByInstance.length) / whole;
  }),
  wait: (figure, of) => {
    const found = resourcesOf(figure.scope, of);
    return "missing" in found ? found : { kind: "durations", each: found.each.map((one) => one.waitingTimeMs) };
  },
  refused: (figure, of) => {
    const found = resourcesOf(figure.scope, of);
    return "missing" in found
      ? found
      : { kind: "events", counts: found.each.map(({ refused }) => refused), windowMs: of.runs[0]!.windowMs };
  },
  detection: reactionOf,
  reaction: reactionOf,
};

/** Times of those on call, in each run. */
function reactionOf(figure: Figure, { runs }: Runs): Sampled {
  const name = nameIn(figure.scope);
  const times = reactionsIn(runs, name);
  if (times === null) return { missing: `“${name}” does not last until someone acts` };
  const why = whyNot(times);
  if (why !== "") return { missing: why };
  return { kind: "level", values: reactionTimes(times)[figure.family as "detection" | "reaction"] };
}

type OfRequests = (each: readonly EndpointMeasurement[], figure: Figure, windowMs: number) => Sampled;

/** Of all requests, an endpoint's or a source's. */
function asked(sample: OfRequests): (figure: Figure, of: Runs) => Sampled {
  return (figure, of) => {
    const found = requestsOf(figure.scope, of);
    return "missing" in found ? found : sample(found.each, figure, of.runs[0]?.windowMs ?? Number.NaN);
  };
}

export function requestsOf(
  scope: Scope,
  of: Runs,
): { readonly each: readonly EndpointMeasurement[] } | { readonly missing: string } {
  if (scope.kind === "all") return { each: of.all };
  const { runs } = of;
  const each = runs.flatMap((run) => requestsIn(run, scopeWords(scope)) ?? []);
  return each.length === runs.length && each.length > 0
    ? { each }
    : { missing: `no ${scope.kind === "source" ? "traffic source" : "endpoint"} "${nameIn(scope)}" was measured` };
}

const nameIn = (scope: Scope): string => ("name" in scope ? scope.name : "");

const errorsIn = (each: readonly EndpointMeasurement[]): Sampled => ({
  kind: "share",
  events: each.map(({ failed }) => failed),
  trials: each.map(({ answered, failed }) => answered + failed),
});

/** For a reason that the part gave, or by that cause; of all requests. */
function errorsBy({ scope, cause }: Figure, of: Runs): Sampled {
  const part = scope.kind === "part" ? scope.name : null;
  const found = requestsOf(part === null ? scope : { kind: "all" }, of);
  if ("missing" in found) return found;
  const isMeant = (failure: { cause: string; part: string }): boolean =>
    (part === null || failure.part === part) && (cause === null || failure.cause === cause);
  return {
    kind: "share",
    events: found.each.map(({ failures }) => sum(failures.filter(isMeant).map(({ count }) => count))),
    trials: found.each.map(({ answered, failed }) => answered + failed),
  };
}

function resource(
  value: (one: ResourceMeasurement, figure: Figure) => number | null,
): (figure: Figure, of: Runs) => Sampled {
  return (figure, of) => {
    const found = resourcesOf(figure.scope, of);
    if ("missing" in found) return found;
    const values = found.each.map((one) => value(one, figure));
    if (values.some((one) => one === null)) return { missing: `${found.name} has no limit` };
    return { kind: "level", values: values as number[], ...(figure.unit === "1" ? { most: 1 } : {}) };
  };
}

/** Of a part without the name of a resource: that which is busiest over all runs. */
export function resourcesOf(
  scope: Scope,
  { runs }: Runs,
): { readonly name: string; readonly each: readonly ResourceMeasurement[] } | { readonly missing: string } {
  if (scope.kind !== "resource") return { missing: "it is of no resource" };
  const parts = runs.flatMap(({ parts: all }) => all.find(({ name }) => name === scope.part) ?? []);
  const [first] = parts;
  if (first === undefined || parts.length < runs.length) return { missing: `there is no part "${scope.part}"` };
  const busyness = (i: number): number =>
    sum(
      parts.map(({ resources }) =>
        resources[i]!.capacity === null ? -1 : resources[i]!.busy / resources[i]!.capacity,
      ),
    );
  const at =
    scope.resource === null
      ? first.resources.reduce((best, _, i) => (busyness(i) > busyness(best) ? i : best), 0)
      : first.resources.findIndex(({ name }) => name === scope.resource);
  const name = `${scope.part} ${scope.resource ?? first.resources[at]?.name ?? ""}`.trim();
  if (first.resources[at] === undefined) return { missing: noSuchResource(scope.part, scope.resource ?? "resource") };
  return { name, each: parts.map(({ resources }) => resources[at]!) };
}

function ofMeasure({ scope, statistic, family, absent }: Figure, measure: string, { runs }: Runs): Sampled {
  const whose = "name" in scope ? scope.name : "";
  const found = runs.flatMap(({ parts, effects = [] }) => {
    const all = scope.kind === "effect" ? effects : parts;
    return all.find(({ name }) => name === whose)?.measures.find(({ name }) => name === measure) ?? [];
  });
  if (found.length === 0 && absent !== undefined) return { kind: "exact", value: absent };
  if (found.length === 0 || found.length < runs.length) return { missing: noSuchFigure(whose, family) };
  return measureSample(found, statistic, runs[0]!.windowMs);
}

/** One measure of a part, in every run. */
export function measureSample(found: readonly MeasureMeasurement[], statistic: Statistic, windowMs: number): Sample {
  const first = found[0] as MeasureMeasurement;
  if (first.kind === "duration")
    return { kind: "durations", each: found.flatMap((one) => (one.kind === "duration" ? [one.histogram] : [])) };
  if (first.kind === "events")
    return { kind: "events", counts: found.flatMap((one) => (one.kind === "events" ? [one.count] : [])), windowMs };
  if (first.kind === "level") {
    const levels = found.flatMap((one) => (one.kind === "level" ? [one] : []));
    return {
      kind: "level",
      values: levels.map(({ atEnds, most: highest }) =>
        statistic === "max" ? (highest ?? most(atEnds)) : sum(atEnds) / atEnds.length,
      ),
    };
  }
  const counts = found.flatMap((one) => (one.kind === "ratio" || one.kind === "times" ? [one] : []));
  const [over, under] = [counts.map((one) => one.part), counts.map((one) => one.whole)];
  return first.kind === "times" ? { kind: "ratio", over, under } : { kind: "share", events: over, trials: under };
}

const perSecond = (counts: readonly number[], windowMs: number): Sampled => ({
  kind: "level",
  values: counts.map((count) => (count * 1000) / windowMs),
});

/** How many took no longer. */
function atMost({ values, counts }: EndpointMeasurement["latencyMs"], limitMs: number): number {
  return values.reduce((total, value, i) => (value <= limitMs ? total + counts[i]! : total), 0);
}

const most = (values: readonly number[]): number => Math.max(...values);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
