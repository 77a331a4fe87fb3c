/** Limits in a running system: a resource of the part, or the source, that has them. */

import type { Adaptation } from "../../components/limits/adaptive/adaptation.js";
import { Aimd } from "../../components/limits/adaptive/aimd.js";
import { Gradient } from "../../components/limits/adaptive/gradient.js";
import { Gradient2 } from "../../components/limits/adaptive/gradient2.js";
import { Vegas } from "../../components/limits/adaptive/vegas.js";
import { Windowed } from "../../components/limits/adaptive/windowed.js";
import { Sampled } from "../../components/limits/sampled.js";
import type { EachCapacity } from "../../components/limits/those-there.js";
import { TakeToken, TokenQueue, TokensMeter } from "../../components/limits/token-queue.js";
import { Histogram } from "../../engine/histogram.js";
import { type ResourceMeter, SlotsMeter } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import { makeSampler } from "../../engine/random/sampler.js";
import type { Int32Column } from "../../engine/request-table.js";
import { Slots } from "../../engine/slots.js";
import { HoldSlot } from "../../engine/steps/hold-slot.js";
import type { Assembly } from "../wiring/assembly.js";
import { type Adaptive, burstOf, type Limit } from "./options.js";

export interface BuiltLimit {
  readonly meter: ResourceMeter;
  readonly each: EachCapacity;
  /** Writes what is limited. @param which of the limits, if each instance has its own */
  around(program: Program, which: Int32Column, body: () => void): void;
  change(limit: Limit): void;
}

/** @param owner part or source @param name as a resource of it @param instances that have such a limit each; 1: all together */
export function buildLimit(
  assembly: Assembly,
  owner: string,
  name: string,
  limit: Limit,
  instances: number,
): BuiltLimit {
  const { flow, streams } = assembly;
  const purpose = `${name} of ${owner}`;
  const shared = {
    queueMax: limit.queue,
    patience: limit.patience === undefined ? null : makeSampler(limit.patience, streams.named(`patience:${purpose}`)),
    whenFull: flow.addCause("limited", owner),
    whenImpatient: flow.addCause("limit-timeout", owner),
  };
  return limit.rate === undefined
    ? concurrent(assembly, purpose, name, limit, instances, shared)
    : ofRate(assembly, name, limit, instances, shared);
}

type Shared = Pick<ConstructorParameters<typeof Slots>[1], "queueMax" | "patience" | "whenFull" | "whenImpatient">;

function ofRate(
  { flow, waiting }: Assembly,
  name: string,
  limit: Limit,
  instances: number,
  shared: Shared,
): BuiltLimit {
  const waitingTimeMs = new Histogram();
  const pace = ({ rate = 0, ...rest }: Limit) => ({ perMs: rate / 1000, burst: burstOf({ rate, ...rest }) });
  const options = { ...shared, ...pace(limit) };
  const bank = Array.from({ length: instances }, () => new TokenQueue(flow, options, waiting, waitingTimeMs));
  return {
    meter: new TokensMeter(name, bank, waitingTimeMs),
    each: { now: () => 1, integral: (instance) => bank[instance]!.untilNowMs },
    around(program, which, body) {
      program.add(new TakeToken(bank, which, name));
      body();
    },
    change(now) {
      const { perMs, burst } = pace(now);
      for (const each of bank) {
        each.limitQueue(now.queue);
        each.change(perMs, burst);
      }
    },
  };
}

function concurrent(
  { flow, waiting, streams }: Assembly,
  purpose: string,
  name: string,
  { concurrent: most = 1 }: Limit,
  instances: number,
  shared: Shared,
): BuiltLimit {
  const waitingTimeMs = new Histogram();
  const law = typeof most === "number" ? null : most;
  const options = { ...shared, capacity: law === null ? (most as number) : firstOf(law) };
  const bank = Array.from({ length: instances }, () => new Slots(flow, options, waiting, waitingTimeMs));
  const laws =
    law === null
      ? []
      : bank.map((_, i) => {
          const stream = streams.named(`probe ${i}:${purpose}`);
          return adaptation(
            law,
            (n) => stream.uniform(n, 0),
            () => flow.simulation.nowMs,
          );
        });
  return {
    meter: new SlotsMeter(name, bank, waitingTimeMs),
    each: {
      now: (instance) => bank[instance]!.capacity,
      integral: (instance) => bank[instance]!.capacityIntegral,
    },
    around(program, which, body) {
      program.within(new HoldSlot(bank, which), () => {
        if (law === null) body();
        else new Sampled(flow, bank, laws, which).around(program, body);
      });
    },
    change({ concurrent: now, queue }) {
      for (const slots of bank) {
        slots.limitQueue(queue);
        if (typeof now === "number") slots.resize(now);
      }
    },
  };
}

const FIRST = 20;

const firstOf = ({ from, to, first = Math.max(from, Math.min(to, FIRST)) }: Adaptive): number => first;

const WINDOW_MS = 1000;
const PROBE = 1000; // Updates, and up to as many more.

/** @param uniform the n-th random number */
function adaptation(said: Adaptive, uniform: (n: number) => number, nowMs: () => number): Adaptation {
  const { adapts, from: least, to: most, every, slow: slowMs = 5000, backoff = 0.9 } = said;
  const bounds = { first: firstOf(said), least, most };
  let probes = 0;
  const makes: Record<Adaptive["adapts"], () => Adaptation> = {
    aimd: () => new Aimd({ ...bounds, backoff, slowMs }),
    gradient: () =>
      new Gradient({
        ...bounds,
        tolerance: said.tolerance ?? 2,
        probe: () => PROBE + Math.floor(PROBE * uniform(probes++)),
      }),
    gradient2: () => new Gradient2({ ...bounds, tolerance: said.tolerance ?? 1.5 }),
    vegas: () => new Vegas({ ...bounds, jitter: () => 0.5 + uniform(probes++) / 2 }),
  };
  const windowMs = every ?? (adapts === "aimd" ? null : WINDOW_MS);
  const law = makes[adapts]();
  return windowMs === null ? law : new Windowed(law, bounds.first, windowMs, nowMs);
}
