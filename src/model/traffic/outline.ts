/** The sources of requests and their stages, for queueing theory. */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { KINDS, partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { lawOf, Outline, type Stage, unclear } from "../outline/outline.js";
import { isStates, meanRate, type StatesRate } from "./rate.js";
import type { Traffic } from "./traffic.js";

export interface TrafficOutline {
  readonly perMs: number | null; // Mean rate; null: closed, or planned to change.
  readonly cycleMs: number; // Mean cycle of random jumps; 0 without.
  readonly onOff: OnOff | null;
  readonly users: number | null;
  readonly isBackground: boolean; // In no figure of all requests.
  readonly think: DistributionSpec;
  readonly arrivals: Traffic["arrivals"];
  readonly batch: DistributionSpec | null; // Batch size; the rate counts requests, not batches.
  readonly endpoints: readonly { readonly name: string; readonly share: number; readonly stages: readonly Stage[] }[];
}

/** Poisson arrivals while on; both states last for exponential times with these means. */
export interface OnOff {
  readonly perMs: number;
  readonly onMs: number;
  readonly offMs: number;
}

/** Null unless one of two rates is 0 and the times are exponential. */
function onOff({ states }: StatesRate): OnOff | null {
  const times = states.map((state) => lawOf(state.for));
  const on = states.findIndex(({ rate }) => rate > 0);
  if (states.length !== 2 || states[1 - on]?.rate !== 0) return null;
  if (times.some(({ shape, mean }) => shape !== "exponential" || mean === 0)) return null;
  return { perMs: states[on]!.rate / 1000, onMs: times[on]!.mean, offMs: times[1 - on]!.mean };
}

export function outlineTraffic(model: Model): TrafficOutline[] {
  const isMore = Object.values(model.parts).some((part) => partKindOf(part)?.unasked?.isAny(part as never));
  const beside = isMore ? [unclear("unasked")] : [];
  return Object.entries(model.traffic).map(([source, traffic]) => {
    const outline = new Outline(model, KINDS).from(source);
    const { mix, rate, users, think, arrivals, batch = null, background } = traffic;
    const jumps = rate !== undefined && isStates(rate) ? rate : null;
    const mean = typeof rate === "number" ? rate : jumps === null ? null : meanRate(jumps);
    return {
      perMs: mean === null || !Number.isFinite(mean) ? null : mean / 1000,
      cycleMs: jumps === null ? 0 : jumps.states.reduce((sum, state) => sum + lawOf(state.for).mean, 0),
      onOff: jumps !== null && arrivals === "poisson" && batch === null ? onOff(jumps) : null,
      users: users ?? null,
      isBackground: background === true,
      think,
      arrivals,
      batch,
      endpoints: Object.entries(mix).map(([name, share]) => ({
        name,
        share,
        stages: [...beside, ...outline.under(traffic, null, outline.call(name, traffic.bytes))],
      })),
    };
  });
}
