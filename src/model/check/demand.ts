/** The demand of steady traffic on each resource, open and closed sources apart, for planning before any run. */
import { meanOf } from "../../engine/random/moments.js";
import type { Model } from "../language/model.js";
import { isStates, meanRate } from "../traffic/rate.js";
import type { Traffic } from "../traffic/traffic.js";
import { checkSense } from "./check-sense.js";
import type { OfferedLoad } from "./sense.js";

export interface Demand {
  readonly open: readonly OfferedLoad[]; // At the rates given, without the closed sources.
  readonly openPerMs: number; // Requests.
  readonly closed: readonly ClosedDemand[];
}

export interface ClosedDemand {
  readonly users: number;
  readonly roundMs: number; // Z + N D: a user's longest round, D being one request's time at the busiest resource.
}

export function demandOf(model: Model): Demand {
  const sources = Object.values(model.traffic);
  const perSecond = ({ rate }: Traffic): number =>
    typeof rate === "number" ? rate : rate !== undefined && isStates(rate) ? meanRate(rate) : 0;
  const oneByUsers = loadsAt(model, ({ users }) => (users === undefined ? 0 : 1));
  const demandMs = Math.max(0, ...oneByUsers.map(({ busy, capacity }) => (busy / capacity) * 1000));
  return {
    open: loadsAt(model, perSecond),
    openPerMs: sources.reduce((sum, source) => sum + perSecond(source) / 1000, 0),
    closed: sources.flatMap(({ users, think }) =>
      users === undefined ? [] : [{ users, roundMs: meanOf(think) + users * demandMs }],
    ),
  };
}

/** Every closed source as an open one, at the lowest rate of its users. */
export function openedUp(model: Model): Model {
  const { closed } = demandOf(model);
  let next = 0;
  const traffic = Object.entries(model.traffic).map(([name, source]): [string, Traffic] => {
    if (source.users === undefined) return [name, source];
    const { users, roundMs } = closed[next++];
    return [name, { ...source, users: undefined, rate: roundMs > 0 ? (users * 1000) / roundMs : 1 }];
  });
  return { ...model, traffic: Object.fromEntries(traffic) };
}

function loadsAt(model: Model, perSecond: (source: Traffic) => number): readonly OfferedLoad[] {
  const traffic = Object.entries(model.traffic).map(([name, source]) => {
    const open: Traffic = { ...source, users: undefined, rate: perSecond(source) };
    return [name, open] as const;
  });
  return checkSense({ ...model, traffic: Object.fromEntries(traffic) }, () => null).loads;
}
