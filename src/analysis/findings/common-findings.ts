/** What several documents share: their origin, the objectives, and what saturated first. */
import { z } from "zod";
import { count, estimate, type Found, share, unit, verdict } from "./estimate.js";

/** How every document starts. */
export const origin = {
  formatVersion: z.literal(1),
  version: z.string().describe("Of headroom."),
  seed: z.string().describe("The same seed gives the same document."),
  confidence: share.describe("Of every interval here, as a share of one."),
};

/** How a document starts that is about one file. */
export const heading = {
  ...origin,
  name: z.string().describe("File name without its ending."),
  title: z.string(),
};

export const window = z.object({
  fromMs: z.number().describe("Requests that arrive in [fromMs, toMs) are counted."),
  toMs: z.number(),
  replications: count,
  clock: z.string().nullable().describe("Time of day at 0 ms, where the traffic is a recording."), // "1998-07-07T19:30:00"
});

/** How a document starts that is about one variant. */
export const variantHeading = {
  ...heading,
  variant: z.string(),
  modelHash: z.string(),
  window,
  objectives: z.array(z.string()).describe("As written."), // "latency{web.browse}: p(99) < 300ms"
};

/** An objective, and what was measured of it. */
export const objective = z.object({
  metric: z.string(), // "latency{web.browse}"
  expression: z.string(), // "p(99) < 300ms"
  measured: estimate,
  limit: z.number().describe("In the unit of `measured`."),
  unit,
  verdict,
});
export type ObjectiveFindings = Found<typeof objective>;

export const saturated = z.object({
  part: z.string(),
  resource: z.string(),
  atMs: z.number().describe("First bin in which it was at least 95 % busy, as a mean over replications."),
  peakUtilisation: share,
});
export type SaturationFindings = Found<typeof saturated>;

/** The resource that is busiest. */
export const busiest = z.object({
  part: z.string(),
  resource: z.string(),
  utilisation: estimate,
  hottest: z.number().optional().describe("Utilisation of its busiest instance, where that is far from the mean."),
});

/** Whether the runs passed their own checks, without details. */
export const passed = z.object({ ok: z.boolean(), failures: z.array(z.string()) });

export const simulated = z.object({ requests: count, events: count, runs: count });
