/** Cold starts: idle instances are switched off. */
import { z } from "zod";
import { ColdStart } from "../../../components/faults/cold-start.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import type { Sense } from "../../check/sense.js";
import type { PartFigure } from "../../language/kinds.js";
import { distribution, duration, writeDuration } from "../../language/values/index.js";
import type { Assembly } from "../../wiring/assembly.js";

export const coldStartOption = () =>
  z
    .strictObject({
      time: distribution().describe("From the first request to an instance that serves"),
      idle: duration({ fixed: "every instance stays idle equally long" })
        .prefault("0ms")
        .describe("How long an instance stays up without a request"),
    })
    .describe("Idle instances are switched off; the next request waits until one has started");

export const COLD_START: PartFigure = {
  name: "cold start",
  measure: "coldStartMs",
  unit: "ms",
  goal: "less",
  summary: "From the first request until the instance serves",
};

export const COLD_REQUESTS: PartFigure = {
  name: "cold requests",
  measure: "coldRequests",
  unit: "1",
  goal: "less",
  summary: "Share of the requests that wait for an instance to start",
};

export interface ColdStartOptions {
  readonly time: DistributionSpec;
  readonly idle: number;
}

export function buildColdStart(
  assembly: Assembly,
  name: string,
  options: { readonly instances: number; readonly "cold-start"?: ColdStartOptions | undefined },
): ColdStart | null {
  const { instances, "cold-start": cold } = options;
  if (cold === undefined) return null;
  const timeMs = makeSampler(cold.time, assembly.streams.named(`cold-start:${name}`));
  return new ColdStart(assembly.flow, instances, { timeMs, idleMs: cold.idle });
}

/** @param ms the mean time of a call without waiting */
export function checkColdStart(sense: Sense, target: string, cold: ColdStartOptions | undefined, ms: number): void {
  if (cold === undefined) return;
  sense.lasts(Math.max(meanOf(cold.time), cold.idle), `an instance of ${target} starts or stays idle for`);
  const firstMs = meanOf(cold.time) + ms;
  if (firstMs > sense.limitMs)
    sense.warn(
      sense.path,
      `a cold start of ${target} takes ${writeDuration(firstMs)} in the mean, but the caller waits only ${writeDuration(sense.limitMs)}`,
      "the first request after each pause will mostly fail; a longer timeout, or a longer `idle`",
    );
}
