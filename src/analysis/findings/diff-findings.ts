/** What `headroom diff` found, as `--json` writes it: a base and a proposal, side by side. */
import { z } from "zod";
import { busiest, objective, origin, saturated, simulated } from "./common-findings.js";
import { differenceVerdict } from "./comparison-findings.js";
import { count, estimate, type Found, objectivesVerdict, share, unit, verdict } from "./estimate.js";
import { overload } from "./steady-findings.js";
import { topology } from "./topology-findings.js";
import { notBack } from "./variant-findings.js";

/** Of the base and of the proposal. */
const both = <S extends z.ZodType>(schema: S): { base: S; proposal: S } => ({ base: schema, proposal: schema });

const side = z
  .object({
    file: z.string(),
    title: z.string(),
    modelHash: z.string(),
    verdict: objectivesVerdict.describe("Of the objectives that the proposal asks for."),
    notBack: z
      .array(notBack.extend({ moment: z.string() }))
      .optional()
      .describe("What it does not come back from, in any replication."),
  })
  .meta({ id: "side" });

const place = z
  .object({ file: z.string(), line: z.int().positive() })
  .nullable()
  .describe("The line of the proposal that says it, or where it is missing; null where it belongs to no line.");
export type PlaceFindings = NonNullable<Found<typeof place>>;

const change = z.object({
  sign: z.enum(["+", "~", "-"]),
  path: z.string(), // "parts.db.pool.connections"
  before: z.string().nullable().describe("As written in the file; null when added."),
  after: z.string().nullable().describe("Null when removed."),
  place,
});
export type ChangeFindings = Found<typeof change>;

const judged = objective.pick({ measured: true, verdict: true }).meta({ id: "judged" });
export type MeasuredObjective = Found<typeof judged>;

const objectiveVerdict = z
  .enum(["regressed", "fixed", ...verdict.options])
  .describe("regressed: met before and missed now. fixed: missed before and met now.");
export type ObjectiveVerdict = Found<typeof objectiveVerdict>;

const objectiveDiff = z.object({
  ...objective.pick({ metric: true, expression: true, limit: true, unit: true }).shape,
  asked: z
    .enum(["both", "proposal", "base"])
    .describe("Whose objective it is; that of the base alone decides nothing."),
  ...both(judged),
  verdict: objectiveVerdict,
  place,
});
export type ObjectiveDiff = Found<typeof objectiveDiff>;

const metricDiff = z.object({
  metric: z.string(), // "mean", "p99", "goodput", "errors", …
  unit,
  ...both(estimate),
  difference: estimate.describe("Proposal − base, paired."),
  relative: estimate.describe("Proposal ÷ base − 1, paired."),
  verdict: differenceVerdict,
  beyondTolerance: z.boolean().describe("The whole interval lies beyond it, so that it decides."),
});
export type MetricDiff = Found<typeof metricDiff>;

const waiting = z
  .object({ part: z.string(), resource: z.string(), perRequestMs: estimate })
  .describe("Mean time that a request waits at a resource, over all requests, by Little's law.");
export type WaitingFindings = Found<typeof waiting>;

const bottleneck = z
  .object({
    overload: overload
      .pick({ what: true, growthPerSecond: true, binding: true })
      .nullable()
      .describe("It cannot keep up."),
    saturation: z.array(saturated),
    busiest: busiest.nullable(),
    meanMs: estimate.describe("Latency, of which the waiting below is a part."),
    waiting: z.array(waiting).describe("The most first."),
  })
  .meta({ id: "bottleneck", description: "What saturated, what is busiest, and the mean wait of a request by place." });
export type BottleneckFindings = Found<typeof bottleneck>;

const ceilingSide = z.object({
  perSecond: estimate.describe("Of objectives: `low` is proven to meet them, `high` to miss one."),
  binding: z.object({ part: z.string(), resource: z.string() }).nullable().describe("What is full then."),
  expected: z.number().nullable().describe("Peak of the model per second; null of a backlog."),
  headroom: estimate.nullable().describe("Ceiling ÷ expected."),
});
export type CeilingSide = Found<typeof ceilingSide>;

const ceilingVerdict = z.enum(["better", "worse", "not proven"]).describe("By their intervals.");
export type CeilingVerdict = Found<typeof ceilingVerdict>;

const ceiling = z
  .object({
    of: z.enum(["backlog", "objectives"]).describe("At most, whatever the objectives say; or such that they are met."),
    ...both(ceilingSide),
    verdict: ceilingVerdict,
  })
  .describe("The highest load, of all traffic together.");
export type CeilingDiff = Found<typeof ceiling>;

const countDiff = z.object({ what: z.string(), ...both(z.number()) });
export type CountDiff = Found<typeof countDiff>;

const risk = z.object({ rule: z.string(), subject: z.string(), message: z.string(), place });
export type RiskFindings = Found<typeof risk>;
const risks = z.array(risk).meta({ id: "risks" });

const diffVerdict = z.enum(["regression", "undecided", "improvement", "no difference"]);
export type DiffVerdict = Found<typeof diffVerdict>;

export const diffSchema = z
  .object({
    ...origin,
    tolerance: share.describe("What is proven worse by more than this share of one is a regression."),
    ...both(side),
    window: z.object({ fromMs: z.number(), toMs: z.number(), replications: count }),
    verdict: diffVerdict,
    why: z.array(z.string()).describe("What decided, one sentence each."),
    changes: z.array(change),
    topology: z.object(both(topology)).optional().describe("What there is before and after, to be drawn."),
    objectives: z.array(objectiveDiff),
    metrics: z.array(metricDiff),
    bottleneck: z.object(both(bottleneck)),
    ceiling: ceiling.nullable().describe("Null where there is none: closed traffic, or no limited resource."),
    units: z.array(countDiff).describe("Counted, since the language knows no prices."),
    complexity: z.array(countDiff),
    risks: z.object({ fresh: risks, gone: risks, kept: count }),
    simulated: simulated.omit({ events: true }),
    notes: z.array(z.string()),
  })
  .meta({
    title: "Headroom diff",
    description: "A proposal against its base. Times in milliseconds, rates per second, shares of one.",
  });
export type DiffFindings = Found<typeof diffSchema>;
