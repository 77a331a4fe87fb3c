/** Scales the traffic of a model, but not its background work. */
import type { Model } from "../language/model.js";
import { lastParts } from "../timeline/versions.js";
import { isStates, meanRate, ratePoints, type TrafficRate } from "./rate.js";
import { rateAt } from "./rate-at.js";
import { type Traffic, usersOf } from "./traffic.js";

/** Multiplies a rate, keeping its shape over time. A kind of rate that is missing here does not compile. */
export function scaleRate(rate: TrafficRate, factor: number): TrafficRate {
  if (typeof rate === "number") return rate * factor;
  if ("profile" in rate) return { profile: rate.profile.map((point) => ({ ...point, rate: point.rate * factor })) };
  if ("spikes" in rate)
    return { base: rate.base * factor, spikes: rate.spikes.map((spike) => ({ ...spike, rate: spike.rate * factor })) };
  if ("wave" in rate) return { wave: { ...rate.wave, mean: rate.wave.mean * factor, swing: rate.wave.swing * factor } };
  if ("states" in rate) return { states: rate.states.map((state) => ({ ...state, rate: state.rate * factor })) };
  if ("trace" in rate || "counts" in rate || "record" in rate) return { ...rate, scale: rate.scale * factor };
  return rate satisfies never;
}

export const isOpen = ({ rate }: Traffic): boolean => rate !== undefined;
export const isClosed = ({ traffic }: Model): boolean => !Object.values(usersOf(traffic)).some(isOpen);

/** Multiplies the rate of every open source; the number of closed users stays. */
export const withRates = (model: Model, factor: number): Model =>
  withTraffic(model, (source) =>
    source.rate === undefined || source.background === true
      ? source
      : { ...source, rate: scaleRate(source.rate, factor) },
  );

/** The rate after all planned changes: a profile's last, a wave's mean, 0 for a recording. */
function settledRate(rate: TrafficRate): TrafficRate {
  if (typeof rate === "number" || "states" in rate) return rate;
  if ("profile" in rate) return rate.profile.at(-1)!.rate;
  if ("spikes" in rate) return rate.base;
  if ("wave" in rate) return rate.wave.mean;
  if ("trace" in rate || "counts" in rate || "record" in rate) return 0;
  return rate satisfies never;
}

/** The model after all that its timeline and its rates plan, as if it had never been otherwise. */
export const settled = (model: Model): Model => ({
  ...withTraffic(model, (source) =>
    source.rate === undefined ? source : { ...source, rate: settledRate(source.rate) },
  ),
  parts: lastParts(model),
  timeline: {},
});

export const usersIn = ({ traffic }: Model): number =>
  Object.values(usersOf(traffic)).reduce((sum, { users = 0 }) => sum + users, 0);

/** Sets the total of closed users, split among sources as in the model; at least one each. */
export function withUsers(model: Model, users: number): Model {
  const all = usersIn(model);
  return withTraffic(model, (source) =>
    source.users === undefined || source.background === true
      ? source
      : { ...source, users: Math.max(1, Math.round((source.users * users) / all)) },
  );
}

function withTraffic(model: Model, change: (source: Traffic) => Traffic): Model {
  const traffic = Object.entries(model.traffic).map(([name, source]): [string, Traffic] => [name, change(source)]);
  return { ...model, traffic: Object.fromEntries(traffic) };
}

/**
 * The highest total rate of all open sources until `untilMs` [1/s], found at the points of the profiles. A rate that
 * jumps at random counts with its mean, as in the offered load of `check`.
 */
export function peakRate({ traffic }: Model, untilMs: number): number {
  const sources = Object.values(usersOf(traffic)).flatMap(({ rate }) =>
    rate === undefined ? [] : [ratePoints(isStates(rate) ? meanRate(rate) : rate, untilMs)],
  );
  const times = new Set([0, untilMs, ...sources.flat().map(({ atMs }) => atMs)]);
  let most = 0;
  for (const t of times) {
    if (t > untilMs) continue;
    for (const side of ["before", "after"] as const)
      most = Math.max(
        most,
        sources.reduce((sum, points) => sum + rateAt(points, t, side), 0),
      );
  }
  return most * 1000;
}
