/** Utilisation and queues of the parts, from all replications. */

import type { Statistic } from "../../analysis/figures/statistic.js";
import type { Estimate, PartFindings, ResourceFindings } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import {
  type MeasureMeasurement,
  type PartMeasurement,
  type ResourceMeasurement,
  utilisationByInstance,
  utilisationOf,
} from "../../model/wiring/measurements.js";
import { estimateOf } from "../figures/sample.js";
import { measureSample } from "../figures/sample-of.js";
import { DEPTH } from "./measured.js";
import { durations, level, noDurations, rateOf } from "./replication-estimates.js";

/** One measurement per replication, of the same part. */
export function partFindings(runs: readonly PartMeasurement[], windowMs: number): PartFindings {
  const [first] = runs;
  const resources = Object.fromEntries(
    first.resources.map(({ name }, i) => [
      name,
      resourceFindings(
        runs.map((run) => run.resources[i]),
        windowMs,
      ),
    ]),
  );
  const limited = Object.entries(resources).filter(([, { utilisation }]) => utilisation !== null);
  const [busiest, shown] = limited.reduce(
    (most, entry) => (busyness(entry[1]) > busyness(most[1]) ? entry : most),
    limited[0] ?? [null, Object.values(resources)[0]],
  );
  const isQueue = first.measures.some(({ name }) => name === DEPTH); // Of messages: no request waits for them.
  const measures = first.measures.flatMap(({ name }, i) =>
    measureFindings(
      name,
      runs.map((run) => run.measures[i]),
      windowMs,
      isQueue ? ["p50"] : [],
    ),
  );
  return {
    type: first.type,
    busiest,
    utilisation: shown?.utilisation ?? null,
    queueLength: shown?.queueLength ?? noEstimate("it has no queue"),
    waitingTimeMs: shown?.waitingTimeMs ?? noDurations("it has no queue"),
    resources,
    measures: Object.fromEntries(measures),
  };
}

const busyness = (resource: ResourceFindings | undefined): number => resource?.utilisation?.value ?? -1;

function resourceFindings(runs: readonly ResourceMeasurement[], windowMs: number): ResourceFindings {
  const capacity = meanCapacity(runs);
  return {
    capacity,
    utilisation:
      capacity === null
        ? null
        : level(
            runs.map((run) => utilisationOf(run)!),
            1,
          ),
    busy: level(runs.map(({ busy }) => busy)),
    queueLength: level(runs.map(({ queueLength }) => queueLength)),
    waitingTimeMs: durations(runs.map((run) => run.waitingTimeMs)),
    refused: rateOf(
      runs.map(({ refused }) => refused),
      windowMs,
    ),
    perInstance: utilisationByInstance(
      {
        ...runs[0],
        busyByInstance: runs[0].busyByInstance.map(
          (_, i) => runs.reduce((sum, run) => sum + run.busyByInstance[i], 0) / runs.length,
        ),
      },
      capacity,
    ),
  };
}

/** Over all runs, which may have had more or less of it where it changes; null: unlimited. */
function meanCapacity(runs: readonly ResourceMeasurement[]): number | null {
  const [{ capacity, capacityByBin }] = runs;
  if (capacityByBin === undefined) return capacity;
  return runs.reduce((sum, run) => sum + run.capacity!, 0) / runs.length;
}

/**
 * Of a duration its mean and p99 are shown, of a level its mean and its highest; all else keeps its name.
 *
 * @param percentiles further ones of durations
 */
export function measureFindings(
  name: string,
  runs: readonly MeasureMeasurement[],
  windowMs: number,
  percentiles: readonly "p50"[] = [],
): readonly (readonly [string, Estimate])[] {
  const of = (statistic: Statistic): Estimate => estimateOf(measureSample(runs, statistic, windowMs), statistic);
  const [first] = runs;
  if (first!.kind === "duration")
    return [
      [name, of("mean")],
      ...percentiles.map((each) => [`${name}${each.toUpperCase()}`, of(each)] as const),
      [`${name}P99`, of("p99")],
    ];
  if (first!.kind === "level")
    return [
      [name, of("mean")],
      [`${name}Max`, of("max")],
    ];
  return [[name, of("rate")]];
}
