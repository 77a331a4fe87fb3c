/** The precision that a steady-state run reached, or why there is no steady state. */
import { z } from "zod";
import { count, estimate, type Found, share } from "./estimate.js";

const reached = z.object({
  metric: z.string(), // "p99", "p95 of web.browse", "errors"
  relativeHalfWidth: z
    .number()
    .nullable()
    .describe("Of errors, relative to their limit if that is larger. null: no interval."),
});
export type ReachedFindings = Found<typeof reached>;

const look = z.object({ lengthMs: z.number(), reached: z.array(reached) });
export type LookFindings = Found<typeof look>;

export const steady = z
  .object({
    precision: share.describe("Asked: half-width ÷ value."),
    met: z.boolean().describe("By every metric in `reached`."),
    why: z.string().describe("It was not met; empty if it was."),
    reached: z.array(reached),
    warmUpMs: z.number().describe("Removed."),
    lengthMs: z.number().describe("Of each replication's window."),
    requests: count.describe("Simulated for this variant, first looks included."),
    firstLook: z
      .object({ binMs: z.number(), inSystem: z.array(z.number()) })
      .describe("From the start; mean over replications."),
    looks: z.array(look).describe("What runs of each length reached, the first look first."),
  })
  .describe("A run until the intervals were narrow enough: warm-up and length are found, not given.");
export type SteadyFindings = Found<typeof steady>;

export const drift = z
  .object({
    verdict: z.enum(["stable", "growing", "undecided"]),
    growthPerSecond: estimate.describe("Of the number of requests in the system, over the second half."),
    reason: z
      .string()
      .optional()
      .describe("Why it is undecided whatever the runs show: they are shorter than what is remembered."),
  })
  .describe("Whether the number in the system grows.");
export type DriftFindings = Found<typeof drift>;

const broken = z
  .object({ metric: z.string(), expression: z.string(), afterMs: estimate })
  .describe("When, from the start of a run, an objective that is an upper limit of a latency breaks for good.");
export type BreakFindings = Found<typeof broken>;

const binding = z.object({
  part: z.string(),
  resource: z.string(),
  offered: z.number().nullable().describe("Load ÷ capacity; null where only the runs show that it is full."),
});

export const overload = z
  .object({
    what: z.string().describe('What grows: the number "of requests in the system", or "waiting at mails".'),
    part: z.string().optional().describe("Where it waits, if no request waits for it."),
    growthPerSecond: estimate,
    binding: binding.nullable(),
    breaks: z.array(broken),
  })
  .describe("Instead of means and percentiles where it cannot keep up.");
export type OverloadFindings = Found<typeof overload>;
