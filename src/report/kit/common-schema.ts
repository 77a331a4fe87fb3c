/** What the schemas of all documents share. */
import { z } from "zod";

export const estimate = z
  .object({
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    reason: z.string().optional(),
  })
  .meta({
    id: "estimate",
    description: "A number with its interval. `value` is null where the data cannot support one; `reason` says why.",
  });

export const verdict = z.enum(["met", "missed", "unknown"]);
/** Of all objectives together: "none" where there are none. */
export const objectivesVerdict = z.enum(["met", "missed", "unknown", "none"]);
export const share = z.number().meta({ description: "A share of one." });

/** What was counted, and when. */
export const window = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  replications: z.int().nonnegative(),
  clock: z.string().nullable(),
});

/** An objective, and what was measured of it. */
export const objective = z.object({
  metric: z.string(),
  expression: z.string(),
  measured: estimate,
  limit: z.number(),
  unit: z.enum(["ms", "1", "1/s"]),
  verdict,
});

export const saturated = z.object({
  part: z.string(),
  resource: z.string(),
  atMs: z.number(),
  peakUtilisation: share,
});

const stuckResource = z.object({ part: z.string(), resource: z.string() });

export const standstill = z
  .object({
    replications: z.int().positive(),
    of: z.int().positive(),
    firstMs: z.number(),
    links: z.array(z.object({ holds: stuckResource, waitsFor: stuckResource, requests: z.int().positive() })),
    behind: z.int().nonnegative(),
    endpoints: z.array(z.string()),
    always: z.array(z.string()),
  })
  .nullable()
  .meta({ description: "Requests that wait for each other for ever; null where none do." });

export const simulated = z.object({
  requests: z.int().nonnegative(),
  events: z.int().nonnegative(),
  runs: z.int().nonnegative(),
});
