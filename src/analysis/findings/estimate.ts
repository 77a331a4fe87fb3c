/**
 * How a figure is reported: a value with its interval, or the reason why there is none.
 *
 * All findings are defined once, as schemas in this folder. The types follow from them, and so do the order of keys
 * in the output, the check of files read back, and the JSON Schema for other programs.
 */
import { z } from "zod";

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
/** The type of a schema, read-only at every level: findings are never changed. */
export type Found<S extends z.ZodType> = Frozen<z.infer<S>>;

export const estimate = z
  .object({
    value: z.number().nullable(),
    low: z.number().nullable().describe("Lower end of the interval at the `confidence` of the document."),
    high: z.number().nullable(),
    reason: z.string().optional(), // "not enough data for p99.9 (…)", "one replication has no interval", …
  })
  .meta({
    id: "estimate",
    description: "A number with its interval. `value` is null where the data cannot support one; `reason` says why.",
  });
export type Estimate = Found<typeof estimate>;

export const verdict = z.enum(["met", "missed", "unknown"]);
export type Verdict = Found<typeof verdict>;

/** Of all objectives together: "none" where there are none. */
export const objectivesVerdict = z.enum([...verdict.options, "none"]);
export type ObjectivesVerdict = Found<typeof objectivesVerdict>;

export const count = z.int().nonnegative();
export const share = z.number().describe("A share of one.");
/** "1" is a share, "number" counts something. */
export const unit = z.enum(["ms", "1", "1/s", "number"]);
