/** Where requests come from, and what each does, in the words of queueing theory. */
import type { DistributionSpec } from "../engine/distribution-spec.js";
import { PART_KINDS, STEP_KINDS } from "./catalogue.js";
import type { Model, Traffic } from "./model.js";
import { Outline, type Stage } from "./outline.js";
import { callOutline } from "./parts/service.js";

export interface TrafficOutline {
  readonly perMs: number | null; // null: closed, or changing over time.
  readonly users: number | null;
  readonly think: DistributionSpec;
  readonly arrivals: Traffic["arrivals"];
  readonly batch: DistributionSpec | null; // Requests that come at once; the rate still counts requests.
  readonly endpoints: readonly { readonly name: string; readonly share: number; readonly stages: readonly Stage[] }[];
}

export function outlineTraffic(model: Model): TrafficOutline[] {
  const outline = new Outline(model, { parts: PART_KINDS, steps: STEP_KINDS });
  return Object.values(model.traffic).map((traffic) => {
    const { to, mix, rate, users, think, arrivals, batch = null } = traffic;
    const shares = to === undefined ? Object.entries(mix ?? {}) : [[to, 1] as const];
    return {
      perMs: typeof rate === "number" ? rate / 1000 : null,
      users: users ?? null,
      think,
      arrivals,
      batch,
      endpoints: shares.map(([name, share]) => ({
        name,
        share,
        stages: outline.under(traffic, callOutline(outline, name)),
      })),
    };
  });
}
