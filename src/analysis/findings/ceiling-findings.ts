/** What `headroom ceiling` found, as `--json` writes it. */
import { z } from "zod";
import { busiest, objective, passed, saturated, simulated, variantHeading } from "./common-findings.js";
import { estimate, type Found, verdict } from "./estimate.js";
import { standstill } from "./standstill-findings.js";
import { topology } from "./topology-findings.js";

const grows = {
  growing: z.boolean(),
  what: z.string().optional().describe('Grows: the number "of requests in the system", or "waiting at mails".'),
};

const probe = z
  .object({
    at: z.number().describe("Peak arrivals per second, users, or the knob's value."),
    verdict: verdict.describe("Missed where the number in the system grows."),
    replications: z.int().positive(),
    windowMs: z.number().positive().describe("Of each replication."),
    ...grows,
    standing: z.boolean().describe("Requests wait for each other for ever."),
    objectives: z.array(objective),
  })
  .describe("One point that was tried.");
export type ProbeFindings = Found<typeof probe>;

const beyond = z.object({
  at: z.number(),
  ...grows,
  standstill,
  missed: z.array(objective),
  first: saturated.nullable().describe("What gave first; null: nothing filled up."),
  busiest: busiest.nullable(),
  topology: topology.optional().describe("How busy each part was there."),
});
export type BeyondFindings = Found<typeof beyond>;

export const ceilingSchema = z
  .object({
    ...variantHeading, // The replications of its window are those of the first look.
    of: z
      .enum(["rate", "users", "knob"])
      .describe("Peak arrivals per second; users in all; or a number of the model, whose smallest value is sought."),
    knob: z.string().nullable(), // "shop-db.pool.connections"
    expected: z
      .number()
      .nullable()
      .describe("Peak that is expected; of a knob, the model's own value, and null where that is unlimited."),
    ceiling: estimate.describe(
      "Its ends are proven, by a look or by the line between looks at loads about it: the load `low` meets the objectives and `high` misses one; the value `high` of a knob " +
        "meets them, and those below `low` miss one.",
    ),
    headroom: estimate.nullable().describe("Ceiling ÷ expected; null for a knob."),
    verdict: verdict.describe("Of headroom ≥ 1; of a knob, whether a value meets the objectives."),
    meetsUpTo: z
      .number()
      .nullable()
      .describe("Of a knob: the largest value tried that meets, where one beyond it misses."),
    stopped: z.enum(["narrow", "budget", "end"]),
    beyond: beyond.nullable().describe("What was seen at the least load proven to miss."),
    probes: z.array(probe).describe("In the order in which they were made."),
    audit: passed,
    simulated,
  })
  .meta({
    title: "Headroom ceiling",
    description:
      "The highest load that meets the objectives, or the smallest value that does. Both ends of `ceiling` are proven.",
  });
export type CeilingFindings = Found<typeof ceilingSchema>;
