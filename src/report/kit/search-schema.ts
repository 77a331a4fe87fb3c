/** What the documents of `ceiling` and `sweep` share. */
import { z } from "zod";
import { share, window } from "./common-schema.js";

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

export const audit = z.object({ ok: z.boolean(), failures: z.array(z.string()) });
