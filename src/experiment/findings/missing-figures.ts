/** Figures that cannot be given: of a system that grows for ever, and of distributions without the moments needed. */

import type {
  DriftFindings,
  EndpointFindings,
  Estimate,
  LatencyFindings,
  PartFindings,
} from "../../analysis/findings/findings.js";
import { lazilyWith } from "../../analysis/findings/lazily.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import type { Pace } from "../../model/check/paces.js";
import { writeDuration } from "../../model/language/values/index.js";
import type { Steadiness } from "../precision/steadiness.js";
import type { Doubt } from "./heavy-tails.js";
import { noDurations } from "./replication-estimates.js";

/** A growing queue has no mean and no percentile: the measured value depends on the length of the run. */
export function growingReason(growth: DriftFindings | null, what: string): string | null {
  if (growth?.verdict !== "growing") return null;
  const { value } = growth.growthPerSecond;
  const rate = value === null ? "" : ` by ${Number(value.toPrecision(3))} a second`;
  return `no steady state: the number ${what} grows${rate}`;
}

export function refuseEndpoint(found: EndpointFindings, growing: string | null, doubt: Doubt | null): EndpointFindings {
  if (growing !== null) return lazilyWith(found, { latencyMs: () => noDurations(growing) });
  return lazilyWith(found, { latencyMs: () => doubtedMean(found.latencyMs, doubt) });
}

const UNFINISHED_OF_TOTAL = 0.01; // Share of the total response time: less does not show.

/**
 * The mean of the answered requests is not that of all if the unanswered ones would have taken longest: it has no
 * interval if they could make up more than 1 % of it, each at the slowest mean time.
 */
export function withoutUnfinished(found: EndpointFindings, slowest: Pace): EndpointFindings {
  const { unfinished, requests } = found;
  if (unfinished === 0) return found;
  const { latencyMs } = found;
  const { mean } = latencyMs;
  if (mean.value === null || unfinished * slowest.ms <= UNFINISHED_OF_TOTAL * mean.value * requests) return found;
  const reason = `${unfinished} of ${requests} requests had no answer at the end, and ${slowest.what} ${writeDuration(slowest.ms)}`;
  const without = { value: mean.value, low: null, high: null, reason };
  return lazilyWith(found, { latencyMs: () => lazilyWith(latencyMs, { mean: () => without }) });
}

/** @param doubts about the wait for each resource, by its name */
export function refusePart(
  found: PartFindings,
  growing: string | null,
  doubts: ReadonlyMap<string, Doubt>,
): PartFindings {
  if (growing === null && doubts.size === 0) return found;
  const resources = Object.entries(found.resources).map(([name, resource]) => [
    name,
    {
      ...resource,
      ...waits(resource, growing, doubts.get(name) ?? null),
      busy: resource.capacity === null && growing !== null ? noEstimate(growing) : resource.busy,
    },
  ]);
  const shown = found.busiest ?? Object.keys(found.resources)[0];
  const doubt = shown === undefined ? null : (doubts.get(shown) ?? null);
  return {
    ...found,
    ...waits(found, growing, doubt),
    resources: Object.fromEntries(resources),
    measures: refuseMeasures(found.measures, growing),
  };
}

/** Durations of what grows have no value. */
export const refuseMeasures = (
  measures: Readonly<Record<string, Estimate>>,
  growing: string | null,
): Readonly<Record<string, Estimate>> =>
  growing === null
    ? measures
    : Object.fromEntries(
        Object.entries(measures).map(([name, each]) => [name, isDuration(name) ? noEstimate(growing) : each]),
      );

/** Of the number in the system: by Little's law it has the moments of the time in it. */
export function refuseLevel(found: Estimate, { growing, open }: Steadiness, doubt: Doubt | null): Estimate {
  if (growing !== null) return noEstimate(growing);
  return open?.isShort ? { value: found.value, low: null, high: null, reason: open.reason } : doubted(found, doubt);
}

type Waits = Pick<PartFindings, "queueLength" | "waitingTimeMs">;

function waits({ queueLength, waitingTimeMs }: Waits, growing: string | null, doubt: Doubt | null): Waits {
  if (growing !== null) return { queueLength: noEstimate(growing), waitingTimeMs: noDurations(growing) };
  return {
    queueLength: doubted(queueLength, doubt),
    waitingTimeMs: doubtedMean(waitingTimeMs, doubt),
  };
}

const doubtedMean = (found: LatencyFindings, doubt: Doubt | null): LatencyFindings =>
  doubt === null ? found : lazilyWith(found, { mean: () => doubted(found.mean, doubt) });

export function doubted(estimate: Estimate, doubt: Doubt | null): Estimate {
  if (doubt === null || estimate.value === null) return estimate;
  if (doubt.isInfinite) return noEstimate(doubt.reason);
  return { value: estimate.value, low: null, high: null, reason: doubt.reason };
}

/** A part's own figures have their unit last, and the percentile behind it. */
const isDuration = (measure: string): boolean => /Ms(P50|P99|Max)?$/.test(measure);
