/** What `headroom gameday` found, as `--json` writes it. */
import { z } from "zod";
import { heading, simulated } from "./common-findings.js";
import { count, estimate, type Found, objectivesVerdict } from "./estimate.js";
import { topology } from "./topology-findings.js";
import { mechanism } from "./variant-findings.js";

const suffering = z.object({
  endpoint: z.string(), // "web.browse"
  lost: estimate.describe("Share of its requests that came meanwhile and were not answered well."),
  slow: estimate.describe("Share of their answers that took longer than 99 % of them do on a good day."),
});
export type SufferingFindings = Found<typeof suffering>;

const aside = z.object({
  name: z.string(),
  sort: z.enum(["effect", "queue"]),
  lost: estimate.describe(
    "Share of those due meanwhile that never happened or were taken back; of messages, from the fault on, of those that failed, were parked or expired.",
  ),
  late: estimate.describe("Share of those that came too late, where a time is promised."),
  twice: estimate.describe("Share of those that happened more than once."),
  usualMs: z
    .number()
    .nullable()
    .describe("The 99th percentile of how long messages take on a good day; null: of no queue."),
  slowestMs: z.number().nullable().describe("The same of this day, until the end of the watch."),
  waiting: count.describe("Messages that still wait at the end, where they are far more than on a good day."),
});
export type AsideFindings = Found<typeof aside>;

const trial = z.object({
  part: z.string(),
  fault: z.string().describe("down, slow, fails, flush, lossy, apart or throttled."),
  words: z.string().describe("What is done to it: half of it fails."),
  calledBy: z.array(z.string()).describe("The endpoints, queues or sources that ask it."),
  fallback: z
    .enum(["none", "written", "entry", "not needed"])
    .describe(
      "Whether those who ask it say what to do without an answer; entry: only users ask it; not needed: no request waits for it.",
    ),
  withoutFallback: z.boolean().describe("Tried as if none were written."),
  lost: estimate.describe("Share of all requests that came meanwhile and were not answered well."),
  why: z.string().nullable().describe("The cause of failures that grew most against a good day, and its part."), // "timeout at pay"
  endpoints: z.array(suffering).describe("Those that suffer, the worst first."),
  endpointsOf: count.describe("How many there are."),
  aside: z.array(aside).describe("Effects and queues that suffer, which no request waits for."),
  backMs: estimate.describe("From its end until latency and errors are as before."),
  comesBack: z.boolean().describe("False: in every replication it stands clearly worse to the end."),
  mechanism: mechanism.optional().describe("What keeps it down then."),
  verdict: objectivesVerdict.describe("Of the objectives over the whole time, before, meanwhile and after."),
});
export type TrialFindings = Found<typeof trial>;

export const gamedaySchema = z
  .object({
    ...heading,
    model: z.string().describe("Path of the model file."),
    window: z.object({ fromMs: z.number(), toMs: z.number() }),
    fault: z.object({ fromMs: z.number(), toMs: z.number() }).describe("When it lasts, the same for each."),
    leftOut: z
      .array(z.string())
      .describe("Names of what the model's own timeline says happens, which a game day does not do."),
    replications: count,
    objectives: z.array(z.string()).describe("As written."),
    trials: z.array(trial).describe("Hops without a fallback first, and of those the one that loses most."),
    verdict: objectivesVerdict.describe("The worst of all."),
    topology: topology.optional().describe("What there is, as busy as on a good day."),
    simulated,
  })
  .meta({
    title: "Headroom game day",
    description:
      "Every hop of a model in turn down, slow, failing, flushed, lossy, apart or throttled. Times in milliseconds, shares of one.",
  });
export type GamedayFindings = Found<typeof gamedaySchema>;
