/** What was found of one variant. */
import { z } from "zod";
import { objective, saturated } from "./common-findings.js";
import { count, estimate, type Found, objectivesVerdict, share } from "./estimate.js";
import { effect, endpoint, part } from "./measured-findings.js";
import { overTime } from "./over-time-findings.js";
import { standstill } from "./standstill-findings.js";
import { drift, overload, steady } from "./steady-findings.js";
import { topology } from "./topology-findings.js";

const recovered = {
  timeMs: estimate.describe("No value if a replication did not recover within the horizon."),
  recovered: count.describe("Replications that did."),
};

const objectiveRecovery = z.object({
  metric: z.string(), // "latency{web.browse}"
  expression: z.string().describe("Of the requests that arrived in a bin."), // "p(99) < 300ms"
  ...recovered,
});
export type ObjectiveRecoveryFindings = Found<typeof objectiveRecovery>;

/** See `mechanism.ts`. */
export const mechanism = z
  .object({
    retries: z
      .object({ part: z.string(), asked: z.number(), attempts: z.number() })
      .optional()
      .describe("Calls of the part a second, and what retries make of them: more than can be done, without them less."),
    cold: z
      .object({ cache: z.string(), hitRateBefore: share, hitRateAfter: share, part: z.string(), resource: z.string() })
      .optional()
      .describe("The misses alone keep this resource full, and what fails fills no cache."),
    wait: z
      .object({
        part: z.string(),
        resource: z.string(),
        waitMs: z.number().describe("Queue ÷ served per millisecond."),
        limit: z.enum(["timeout", "deadline", "patience"]),
        limitMs: z.number(),
      })
      .optional()
      .describe("The queue is longer than those who wait in it do wait."),
  })
  .describe("Measured in the second half of the time watched; without any where none is sure.");
export type MechanismFindings = Found<typeof mechanism>;

/** See `come-back.ts`. */
export const notBack = z.object({
  replications: count.describe("All of them were worse than before to the end."),
  watchedMs: z.number().describe("From the end of the cause to the end of the run, or until the next moment."),
  goodputBefore: z.number().nullable().describe("Good answers a second."),
  goodputAfter: z.number().describe("In the second half of the time watched."),
  full: z.array(z.object({ part: z.string(), resource: z.string() })).describe("At least 95 % busy all that time."),
  why: mechanism.optional(),
  stays: z.boolean().optional().describe("The cause is a change that stays: it is not gone."),
});
export type NotBackFindings = Found<typeof notBack>;

const reaction = z.object({
  detectionMs: estimate.describe(
    "From its beginning until the alert fired; no value if it never did in a replication.",
  ),
  reactionMs: estimate.describe("From the alert until someone had acted, which ended it."),
  fired: count.describe("Replications in which the alert fired within the window,"),
  ended: count.describe("and in which someone had acted."),
  before: count.describe("Replications in which the alert's condition held already when it began."),
});
export type ReactionFindings = Found<typeof reaction>;

const eachTime = z.array(z.number().nullable());

/** See `recovery.ts`. */
const recovery = z.object({
  ...recovered,
  queues: z.object(recovered).optional().describe("Until no more wait than before, where more did at its end."),
  drained: z
    .record(z.string(), z.object({ ...recovered, each: eachTime.optional() }))
    .optional()
    .describe("The same of each queue of messages, by its name, to within less than a bin of time."),
  lost: estimate.describe("Requests of a run that came from its beginning on and were not answered well."),
  notBack: notBack.optional().describe("Where it does not come back in every replication."),
  onCall: reaction.optional().describe("Of what lasts until someone acts; it is then judged from each run's own end."),
  levelMs: z.number().nullable().describe("Mean latency of the worst bin before the spike."),
  each: z
    .object({ recovery: eachTime.optional(), drain: eachTime.optional(), lost: z.array(z.number()) })
    .optional()
    .describe("Of each replication, so that variants can be compared in pairs; a time is null where it is not over."),
  objectives: z.array(objectiveRecovery).describe("Back within each limit of latency or errors."),
});
export type RecoveryFindings = Found<typeof recovery>;

/** See `control-variates.ts`. */
const controls = z.object({
  mean: estimate.describe("In milliseconds."),
  gain: z.number().describe("Variance without ÷ with them: how many times the runs they save."),
  used: z.array(z.string()), // "arrivals", "shop-db cores"
});
export type ControlFindings = Found<typeof controls>;

const load = z
  .object({
    offeredLoad: z.number().describe("Per second, as asked for."),
    growing: z.boolean().describe("The number in the system grew all along: there is no steady state to describe."),
    goodput: estimate,
    errorRate: estimate,
    p50Ms: estimate,
    p99Ms: estimate,
  })
  .describe("One steady load of the sweep.");
export type LoadFindings = Found<typeof load>;

const theory = z
  .object({
    part: z.string().describe('Or an endpoint, or "users".'),
    resource: z.string().nullable(),
    form: z.string().describe('"none" where theory is silent, and `reason` says why.'), // "M/M/4", "utilisation law"
    exact: z.boolean().describe("Only exact forms are judged."),
    atMost: z.boolean().describe("A bound: the simulated figure may be less."),
    quantity: z.string(), // "mean wait", "utilisation" …
    unit: z.enum(["ms", "1", "1/s", "requests"]),
    expected: z.number().nullable(),
    simulated: estimate,
    deviation: z.number().nullable().describe("Simulated ÷ expected − 1."),
    agrees: z
      .boolean()
      .nullable()
      .describe("Within the interval, widened for the number of comparisons; null: not judged."),
    reason: z.string().nullable().describe("Why it is not judged, or what is wrong."),
  })
  .describe("A closed form beside the figure that was simulated.");
export type TheoryFindings = Found<typeof theory>;

const audit = z
  .object({
    ok: z.boolean(),
    littlesLaw: z.number().describe("|∫N dt − Σ sojourn| ÷ ∫N dt, worst part."),
    flowBalance: z.number().describe("|in − out − inside|, worst part, in requests."),
    busyTime: z.number().describe("Largest utilisation − 1, or 0."),
    failures: z.array(z.string()),
  })
  .describe("Every run checks itself: the largest relative deviation found, which must be float noise.");
export type AuditFindings = Found<typeof audit>;

export const variant = z
  .object({
    name: z.string(),
    model: z.string().describe("Path of the model file."),
    summary: z.string().nullable().describe("The model's own one-line description."),
    modelHash: z.string(),
    verdict: objectivesVerdict.describe("The worst of the objectives: missed over unknown over met."),
    objectives: z.array(objective),
    all: endpoint.describe("All endpoints that users call, taken together."),
    endpoints: z.record(z.string(), endpoint).describe('By "service.endpoint".'),
    background: z
      .record(z.string(), endpoint)
      .optional()
      .describe("Work that no user waits for, by its source: load, but in no figure of all requests."),
    parts: z.record(z.string(), part).describe("By the name in the model."),
    effects: z.record(z.string(), effect).optional().describe("By the name in the model, where it has any."),
    layers: z
      .array(
        z.object({
          call: z.string(), // "shop.order → pay.charge"
          part: z.string().describe("That is called; its measures `attempts` and `calls` say how often."),
          attempts: z.number().describe("Of each call, at most."),
          most: z.number().describe("Of each request, at most: the product along the chain."),
        }),
      )
      .optional()
      .describe("Calls that are retried inside of calls that are retried; the outermost first."),
    saturation: z.array(saturated).describe("In the order in which they gave; empty: nothing did."),
    overTime,
    recovery: recovery
      .nullable()
      .describe(
        "From the spike's end until latency and errors are at their level before it, and within each objective.",
      ),
    moments: z
      .array(z.object({ name: z.string(), fromMs: z.number(), toMs: z.number() }))
      .optional()
      .describe("What its own timeline says happens, in order."),
    recoveries: z
      .array(recovery.extend({ moment: z.string() }))
      .optional()
      .describe("The same for each moment of several, until the next begins."),
    drift: drift.nullable().describe("Null where the load itself changes."),
    steady: steady.nullable().describe("How the precision asked for was reached; null if none was."),
    figures: z
      .record(z.string(), estimate)
      .optional()
      .describe("What the study shows, and what it names and nothing else here tells, by the name of the figure."),
    inSystem: estimate.describe("Mean number of requests in the system."),
    controls: controls.nullable().describe("Mean latency by control variates, which is then that of `all` too."),
    standstill,
    overload: overload.nullable(),
    load: z.array(load).describe("One per offered load, ascending; empty without a load sweep."),
    theory: z.array(theory).describe("What closed forms say of it; empty where the load changes over time."),
    topology: topology.optional(),
    audit,
  })
  .meta({ id: "variant" });
export type VariantFindings = Found<typeof variant>;
