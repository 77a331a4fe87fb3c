/**
 * The schema of `result.json`: the type `Findings` once more, as zod, so that results can be checked when
 * they are read back and so that other programs get a JSON Schema. The last lines keep the two in step.
 */
import { z } from "zod";
import type { Findings } from "../../analysis/findings/findings.js";
import {
  estimate,
  objective,
  objectivesVerdict,
  saturated,
  share,
  simulated,
  standstill,
  verdict,
  window,
} from "../kit/common-schema.js";
import type { Frozen, Same } from "../kit/in-step.js";
import { comparison } from "./comparison-schema.js";
import { endpoint, part } from "./measured-schema.js";
import { overTime } from "./over-time-schema.js";

const reached = z.array(z.object({ metric: z.string(), relativeHalfWidth: z.number().nullable() }));
const recovered = { timeMs: estimate, recovered: z.int().nonnegative() };

const variant = z
  .object({
    name: z.string(),
    model: z.string(),
    summary: z.string().nullable(),
    modelHash: z.string(),
    verdict: objectivesVerdict,
    objectives: z.array(objective),
    all: endpoint,
    endpoints: z.record(z.string(), endpoint),
    parts: z.record(z.string(), part),
    saturation: z.array(saturated),
    overTime,
    recovery: z
      .object({
        ...recovered,
        levelMs: z.number().nullable(),
        objectives: z.array(z.object({ metric: z.string(), expression: z.string(), ...recovered })),
      })
      .nullable()
      .meta({
        description:
          "From the spike's end until latency and errors are at their level before it, and within each objective.",
      }),
    drift: z
      .object({
        verdict: z.enum(["stable", "growing", "undecided"]),
        growthPerSecond: estimate,
        reason: z.string().optional(),
      })
      .nullable(),
    steady: z
      .object({
        precision: share,
        met: z.boolean(),
        why: z.string(),
        reached,
        warmUpMs: z.number(),
        lengthMs: z.number(),
        requests: z.int().nonnegative(),
        firstLook: z.object({ binMs: z.number(), inSystem: z.array(z.number()) }),
        looks: z.array(z.object({ lengthMs: z.number(), reached })),
      })
      .nullable(),
    inSystem: estimate,
    controls: z
      .object({ mean: estimate, gain: z.number(), used: z.array(z.string()) })
      .nullable()
      .meta({ description: "Mean latency by control variates, which is then that of `all` too." }),
    standstill,
    overload: z
      .object({
        what: z.string(),
        part: z.string().optional(),
        growthPerSecond: estimate,
        binding: z.object({ part: z.string(), resource: z.string(), offered: z.number().nullable() }).nullable(),
        breaks: z.array(z.object({ metric: z.string(), expression: z.string(), afterMs: estimate })),
      })
      .nullable(),
    load: z.array(
      z.object({
        offeredLoad: z.number(),
        growing: z.boolean(),
        goodput: estimate,
        errorRate: estimate,
        p50Ms: estimate,
        p99Ms: estimate,
      }),
    ),
    theory: z.array(
      z.object({
        part: z.string(),
        resource: z.string().nullable(),
        form: z.string(),
        exact: z.boolean(),
        atMost: z.boolean(),
        quantity: z.string(),
        unit: z.enum(["ms", "1", "1/s", "requests"]),
        expected: z.number().nullable(),
        simulated: estimate,
        deviation: z.number().nullable(),
        agrees: z.boolean().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    audit: z.object({
      ok: z.boolean(),
      littlesLaw: z.number(),
      flowBalance: z.number(),
      busyTime: z.number(),
      failures: z.array(z.string()),
    }),
  })
  .meta({ id: "variant" });

export const findingsSchema = z
  .object({
    formatVersion: z.literal(1),
    version: z.string(),
    seed: z.string(),
    confidence: share,
    name: z.string(),
    title: z.string(),
    question: z.string().nullable(),
    window,
    objectives: z.array(z.string()),
    spike: z.object({ fromMs: z.number(), toMs: z.number(), label: z.string() }).nullable(),
    variants: z.array(variant),
    comparisons: z.array(comparison),
    selection: z
      .object({
        by: z.string(),
        probability: share,
        zone: z.number(),
        left: z.array(z.string()),
        fewer: z.array(z.string()),
        replications: z.array(z.int().nonnegative()),
      })
      .nullable(),
    claims: z.array(z.object({ claim: z.string(), verdict, why: z.string() })),
    simulated,
    notes: z.array(z.string()),
  })
  .meta({
    title: "Headroom result",
    description: "What a study found. Times in milliseconds, rates per second, shares of one.",
  });

/** Does not compile when type and schema differ. */
const inStep: Same<Frozen<z.infer<typeof findingsSchema>>, Frozen<Findings>> = true;
void inStep;
