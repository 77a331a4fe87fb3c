/** What the documents of `ceiling` and `sweep` share. */
import { z } from "zod";
import { estimate, share, verdict, window } from "./schema.js";

export const provenance = {
  formatVersion: z.literal(1),
  version: z.string(),
  seed: z.string(),
  confidence: share,
  name: z.string(),
  title: z.string(),
  variant: z.string(),
  modelHash: z.string(),
  window,
  objectives: z.array(z.string()),
};

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

export const audit = z.object({ ok: z.boolean(), failures: z.array(z.string()) });

export const simulated = z.object({
  requests: z.int().nonnegative(),
  events: z.int().nonnegative(),
  runs: z.int().nonnegative(),
});
