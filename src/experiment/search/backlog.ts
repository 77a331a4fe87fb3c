/**
 * A model under saturation: users who ask again nearly at once, with no limits, so that no request gives up or is
 * refused.
 */
import { partKindOf, stepKindOf } from "../../model/language/catalogue.js";
import { withoutLimits } from "../../model/language/effects.js";
import type { StepData } from "../../model/language/kinds.js";
import type { Model, PartData } from "../../model/language/model.js";
import { standingFor } from "../../model/parts/network-link/between.js";
import { stepsOf } from "../../model/policies/fallback.js";
import type { Path } from "../../model/source/diagnostics.js";
import { offeredRate } from "../../model/traffic/rate.js";
import { TRAFFIC_EFFECTS, type Traffic, usersOf } from "../../model/traffic/traffic.js";

export const BACKLOG = "backlog"; // Its name among the sources.
const USERS = { least: 100, most: 4000, perSlot: 4 };

/** Users enough that some always wait; no more than the parts admit, where none can wait. */
export function usersFor({ parts }: Model, slots: number): number {
  const wanted = Math.min(USERS.most, Math.max(USERS.least, USERS.perSlot * Math.ceil(slots)));
  const limits = Object.values(parts).flatMap((part) => partKindOf(part)?.admits?.(part as never) ?? []);
  return Math.min(wanted, ...limits);
}

/** The same mix of requests, from this many users; background work as it was. */
export function backlogged(model: Model, users: number, thinkMs: number): Model {
  const backlog: Traffic = {
    ...keptOf(model),
    users,
    think: { kind: "constant", value: thinkMs },
    arrivals: "poisson",
    mix: mixOf(Object.values(usersOf(model.traffic))),
  };
  const standing = standingFor(model, Object.keys(usersOf(model.traffic)), BACKLOG);
  const parts = Object.entries(standing.parts).map(([name, part]) => [name, endlessPart(model, part)]);
  const background = Object.entries(model.traffic).filter(([, source]) => source.background === true);
  const traffic = { [BACKLOG]: backlog, ...Object.fromEntries(background) };
  return { ...model, ...standing, traffic, parts: Object.fromEntries(parts) };
}

/** The mix of all sources together, at their highest rates. */
function mixOf(sources: readonly Traffic[]): Traffic["mix"] {
  const rateOf = ({ rate }: Traffic): number => (rate === undefined ? 0 : offeredRate(rate));
  const offered = sources.reduce((sum, source) => sum + rateOf(source), 0);
  const mix = new Map<string, number>();
  for (const source of sources)
    for (const [target, share] of Object.entries(source.mix))
      mix.set(target, (mix.get(target) ?? 0) + (rateOf(source) / offered) * share);
  return Object.fromEntries(mix);
}

/**
 * The options that all sources share, apart from arrivals, think time and limits; none if they differ, since there is
 * one backlog. What a source may send is a limit of each of them, which the backlog of several cannot have.
 */
function keptOf(model: Model): Partial<Traffic> {
  const sources = Object.values(usersOf(model.traffic));
  const [first, ...others] = sources
    .map((source) => (sources.length > 1 ? { ...source, limit: undefined } : source))
    .map((source) => withoutArrivals(model, source));
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? (first ?? {}) : {};
}

function withoutArrivals(model: Model, source: Traffic): Partial<Traffic> {
  const { rate: _r, users: _u, think: _t, arrivals: _a, batch: _b, mix: _m, ...kept } = source;
  const { fallback } = kept;
  const instead = fallback === undefined ? null : stepsOf(fallback);
  const endless =
    instead === null || fallback === undefined
      ? {}
      : setIn({ fallback }, instead.under, endlessSteps(model, instead.steps));
  return { ...withoutLimits(TRAFFIC_EFFECTS, kept), ...endless };
}

function endlessPart(model: Model, part: PartData): PartData {
  const kind = partKindOf(part);
  if (kind === undefined) return part;
  const entries = kind.entries?.(part as never) ?? [];
  const unlimited = entries.reduce<PartData>(
    (data, { under, steps }) => setIn(data, under, endlessSteps(model, steps)),
    withoutLimits(kind.effects, part),
  );
  return kind.inBacklog?.(unlimited as never) ?? unlimited;
}

const endlessSteps = (model: Model, steps: readonly StepData[]): readonly StepData[] =>
  steps.map((step) => {
    const kind = stepKindOf(step);
    if (kind === undefined) return step;
    return kind
      .inside(step as never, model)
      .reduce<StepData>(
        (data, { under, steps: inner }) => setIn(data, under, endlessSteps(model, inner)),
        withoutLimits(kind.effects, step),
      );
  });

/** The same data with another value at the path. */
function setIn<Data>(data: Data, [key, ...rest]: Path, value: unknown): Data {
  if (key === undefined) return value as Data;
  const inner = setIn((data as Readonly<Record<string | number, unknown>>)[key], rest, value);
  return (Array.isArray(data) ? data.with(Number(key), inner) : { ...data, [key]: inner }) as Data;
}
