/**
 * The schema of `result.json`: the type `Findings` once more, as zod, so that results can be checked when
 * they are read back and so that other programs get a JSON Schema. The last lines keep the two in step.
 */
import { z } from "zod";
import type { Findings } from "../analysis/findings.js";

const reached = z.array(z.object({ metric: z.string(), relativeHalfWidth: z.number().nullable() }));
export const estimate = z
  .object({
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    reason: z.string().optional(),
  })
  .meta({
    id: "estimate",
    description: "A number with its interval. `value` is null where the data cannot support one; `reason` says why.",
  });

export const verdict = z.enum(["met", "missed", "unknown"]);
export const share = z.number().meta({ description: "A share of one." });

const latency = z
  .object({ mean: estimate, p50: estimate, p95: estimate, p99: estimate, p999: estimate })
  .meta({ id: "latency", description: "In milliseconds." });

const endpoint = z
  .object({
    requests: z.int().nonnegative(),
    unfinished: z.int().nonnegative(),
    offeredLoad: estimate,
    throughput: estimate,
    goodput: estimate,
    latencyMs: latency,
    errorRate: estimate,
    errors: z.array(z.object({ cause: z.string(), part: z.string(), share: estimate, perSecond: estimate })),
  })
  .meta({
    id: "endpoint",
    description: "Rates are per second; latencies are of successful answers, from the intended arrival.",
  });

const resource = z.object({
  capacity: z.number().nullable(),
  utilisation: estimate.nullable(),
  busy: estimate,
  queueLength: estimate,
  waitingTimeMs: latency,
  refused: estimate,
  perInstance: z.array(z.number()),
});

const part = z
  .object({
    type: z.string(),
    busiest: z.string().nullable(),
    utilisation: estimate.nullable(),
    queueLength: estimate,
    waitingTimeMs: latency,
    resources: z.record(z.string(), resource),
    measures: z.record(z.string(), estimate),
  })
  .meta({ id: "part", description: "The figures of its busiest resource, and all of them in `resources`." });

const bins = z.array(z.number());
const gappyBins = z.array(z.number().nullable());

const overTime = z
  .object({
    startMs: z.number(),
    binMs: z.number(),
    offeredLoad: bins,
    goodput: bins,
    errorRate: gappyBins,
    p50Ms: gappyBins,
    p99Ms: gappyBins,
    p99LowMs: gappyBins,
    p99HighMs: gappyBins,
    resources: z.array(
      z.object({ part: z.string(), resource: z.string(), utilisation: bins.nullable(), queueLength: bins }),
    ),
  })
  .meta({ id: "overTime", description: "All arrays have one entry a bin; null where there is nothing to say." });

const variant = z
  .object({
    name: z.string(),
    model: z.string(),
    summary: z.string().nullable(),
    modelHash: z.string(),
    verdict,
    objectives: z.array(
      z.object({
        metric: z.string(),
        expression: z.string(),
        measured: estimate,
        limit: z.number(),
        unit: z.enum(["ms", "1", "1/s"]),
        verdict,
      }),
    ),
    all: endpoint,
    endpoints: z.record(z.string(), endpoint),
    parts: z.record(z.string(), part),
    saturation: z.array(z.object({ part: z.string(), resource: z.string(), atMs: z.number(), peakUtilisation: share })),
    overTime,
    recovery: z
      .object({ timeMs: estimate, recovered: z.int().nonnegative(), levelMs: z.number().nullable() })
      .nullable()
      .meta({ description: "From the spike's end until latency and errors are at their level before it." }),
    drift: z.object({ verdict: z.enum(["stable", "growing", "undecided"]), growthPerSecond: estimate }).nullable(),
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
    overload: z
      .object({
        what: z.string(),
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

const comparison = z
  .object({
    baseline: z.string(),
    variant: z.string(),
    replications: z.int().nonnegative(),
    tie: share.nullable(),
    differences: z.array(
      z.object({
        metric: z.string(),
        unit: z.enum(["ms", "1", "1/s"]),
        difference: estimate,
        unpaired: estimate,
        relative: estimate,
        correlation: z.number().nullable(),
        varianceRatio: z.number().nullable(),
        verdict: z.enum(["better", "worse", "more", "less", "tie", "unproven", "unknown"]),
      }),
    ),
  })
  .meta({
    id: "comparison",
    description: "A variant minus the baseline on the same requests; `unpaired`: as if the runs had nothing in common.",
  });

/** What was counted, and when. */
export const window = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  replications: z.int().nonnegative(),
  clock: z.string().nullable(),
});

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
        replications: z.array(z.int().nonnegative()),
      })
      .nullable(),
    claims: z.array(z.object({ claim: z.string(), verdict, why: z.string() })),
    simulated: z.object({
      requests: z.int().nonnegative(),
      events: z.int().nonnegative(),
      runs: z.int().nonnegative(),
    }),
    notes: z.array(z.string()),
  })
  .meta({
    title: "Headroom result",
    description: "What a study found. Times in milliseconds, rates per second, shares of one.",
  });

export type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Does not compile when type and schema differ. */
const inStep: Same<Frozen<z.infer<typeof findingsSchema>>, Frozen<Findings>> = true;
void inStep;
