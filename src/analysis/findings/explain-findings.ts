/** What `headroom explain` found, as `--json` writes it. */
import { z } from "zod";
import { heading, simulated, window } from "./common-findings.js";
import { count, type Found, share } from "./estimate.js";

const ms = z.number().min(0);

const piece = z.object({
  fromMs: ms,
  toMs: ms,
  part: z.string(),
  on: z.string().describe("What the time was spent on: a resource, or a word such as network."),
  as: z.enum(["work", "network", "back-off", "waiting"]).describe("What of it is not waiting."),
  waitMs: ms.describe("So much of it was waiting; on shared cores it cannot be said when."),
  instance: z.number().describe("From 0; -1: of no resource with instances."),
});
export type PieceFindings = Found<typeof piece>;

const span = z.object({
  parent: z.number().describe("Its place in the list; -1: the request itself."),
  sort: z.enum(["request", "ask", "attempt", "group", "serve", "message"]),
  name: z.string(), // "call pay.charge"
  part: z.string(),
  fromMs: ms.describe("Since the request arrived."),
  toMs: ms,
  status: z.enum(["ok", "failed", "stopped", "unfinished"]),
  cause: z.string().nullable().describe("Of a failure, and its part."), // "timeout at pay"
  isAside: z.boolean().describe("The request did not wait for it: a message, or work in the background."),
  outlives: z.boolean().describe("It went on after the request, or the span that asked for it, was over."),
  pieces: z.array(piece).describe("What it spent its own time on."),
});
export type SpanFindings = Found<typeof span>;

const trace = z.object({
  stands: z.enum(["median", "slow", "slowest", "failed"]).describe("What the request stands for."),
  share: share.describe("Of that class which is like it: lost its time at the same hop, or failed of the same cause."),
  lostAt: z.string().nullable().describe("The hop at which it spent most beyond the median."),
  endpoint: z.string(),
  number: z.number().describe("Of the request in its traffic."),
  atMs: ms.describe("When it arrived, from the start of the run."),
  latencyMs: ms,
  cause: z.string().nullable().describe("Why it failed; null: it was answered."),
  spans: z.array(span).describe("Parents before their children."),
});
export type TraceFindings = Found<typeof trace>;

const spent = z.object({ waitMs: ms, workMs: ms });

const hop = z.object({
  part: z.string(),
  on: z.string(),
  as: z.enum(["work", "network", "back-off", "waiting"]),
  median: spent.describe("Of the requests around the median, in the mean."),
  slowest: spent,
  differenceMs: z.number(),
  instance: z
    .object({ number: count, of: count, share })
    .nullable()
    .describe("The one at which most of the slowest waited, from 1, where it is far more than its part."),
});
export type HopFindings = Found<typeof hop>;

const group = z.object({ requests: count, fromMs: ms, toMs: ms, meanMs: ms });

export const explainSchema = z
  .object({
    ...heading,
    model: z.string().describe("Path of the model file."),
    variant: z.string(),
    modelHash: z.string(),
    window,
    endpoint: z.string().nullable().describe("Whose requests these are; null: of all."),
    share: share.describe("Of the answered requests that count as the slowest."),
    requests: z.object({
      every: count.describe("One of so many was followed."),
      traced: count,
      answered: count,
      failed: count,
      unfinished: count,
      missed: count,
    }),
    median: group.nullable().describe("The answered requests between the 45th and the 55th percentile."),
    slowest: group.nullable(),
    endpoints: z
      .array(z.object({ endpoint: z.string(), median: share, slowest: share }))
      .describe("What the requests of both classes asked, where they may ask several."),
    hops: z.array(hop).describe("Those first that make the difference."),
    traces: z.array(trace),
    simulated,
  })
  .meta({
    title: "Headroom explain",
    description: "Where the time of a median request went, and that of the slowest. Times in milliseconds.",
  });
export type ExplainFindings = Found<typeof explainSchema>;
