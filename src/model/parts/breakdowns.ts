/** How a file says that instances break down, and how that is noticed. */
import { z } from "zod";
import type { Balancing } from "../../components/balancing.js";
import { Breakdowns } from "../../components/breakdowns.js";
import { HealthChecks } from "../../components/health-checks.js";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { meanOf } from "../../engine/random/moments.js";
import { makeSampler } from "../../engine/random/sampler.js";
import type { Assembly } from "../assembly.js";
import type { Path, Sense } from "../sense.js";
import { count, distribution, duration } from "../values/index.js";

export const breakdownsOptions = () => ({
  breakdowns: z
    .strictObject({
      up: distribution().describe("From a repair to the next breakdown"),
      down: distribution().describe("From there to the repair"),
      instances: count({ min: 1 }).optional().describe("How many of the instances ever break down; all if not given"),
    })
    .optional()
    .describe("Each instance goes down by itself: what it does is lost, and it refuses everything until it is up"),
  "health-check": z
    .strictObject({
      every: duration({ min: 1 }).describe("Time between two looks at an instance"),
      failures: count({ min: 1 }).prefault(3).describe("In a row, after which it gets no more requests"),
    })
    .optional()
    .describe("How the balancer learns which instances are down; without it, never"),
});

export interface BreakdownsData {
  readonly instances: number;
  readonly breakdowns?:
    | { readonly up: DistributionSpec; readonly down: DistributionSpec; readonly instances?: number | undefined }
    | undefined;
  readonly "health-check"?: { readonly every: number; readonly failures: number } | undefined;
}

/** @returns null where nothing ever breaks down; `balancing` knows of it only from health checks */
export function buildBreakdowns(assembly: Assembly, name: string, options: BreakdownsData, inner: Balancing) {
  const { instances, breakdowns: data, "health-check": check } = options;
  if (data === undefined) return { breakdowns: null, balancing: inner, measures: [] };
  const { flow, simulation, streams } = assembly;
  const drawn = (what: "up" | "down") => makeSampler(data[what], streams.named(`${what}:${name}`));
  const times = { upMs: drawn("up"), downMs: drawn("down"), instances: data.instances ?? instances };
  const breakdowns = new Breakdowns(flow, instances, times, flow.addCause("instance-down", name));
  if (check === undefined) return { breakdowns, balancing: inner, measures: breakdowns.measures };
  const looks = { everyMs: check.every, failures: check.failures };
  const phases = streams.named(`health-check:${name}`);
  const balancing = new HealthChecks(simulation, instances, inner, breakdowns, looks, phases);
  return { breakdowns, balancing, measures: [...breakdowns.measures, ...balancing.measures] };
}

export function checkBreakdowns(sense: Sense, path: Path, options: BreakdownsData): void {
  const { instances, breakdowns, "health-check": check } = options;
  if (breakdowns !== undefined && meanOf(breakdowns.up) + meanOf(breakdowns.down) === 0)
    sense.error([...path, "breakdowns"], "an instance that is neither up nor down for any time");
  if (breakdowns?.instances !== undefined && breakdowns.instances > instances)
    sense.error([...path, "breakdowns", "instances"], `there are only ${instances}`);
  if (check === undefined) return;
  if (breakdowns === undefined) sense.warn([...path, "health-check"], "nothing ever breaks down", "give `breakdowns`");
  else if (instances === 1)
    sense.warn([...path, "health-check"], "there is no other instance to send requests to", "give more `instances`");
}
