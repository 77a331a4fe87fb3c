/** Findings over time, bin by bin, over all replications. */
import type {
  HitRateOverTime,
  InstancesOverTime,
  LatencyOverTime,
  LateOverTime,
  OverTimeFindings,
  ParkedOverTime,
  QueueOverTime,
  ResourceOverTime,
  RetriedOverTime,
} from "../../analysis/findings/findings.js";
import { exceedances, pool, quantile, sampleSize } from "../../analysis/statistics/quantile.js";
import { quantileInterval, sectioned } from "../../analysis/statistics/quantile-interval.js";
import { stretches } from "../../analysis/statistics/stretches.js";
import { INSTANCES_PAID } from "../../model/parts/shared/instances.js";
import {
  type EndpointMeasurement,
  type Measurements,
  type RatioMeasurement,
  type ResourceMeasurement,
  utilisationByBin,
} from "../../model/wiring/measurements.js";
import { effectsOverTime } from "./effect-findings.js";
import { DEPTH, levelsOf, measured } from "./measured.js";
import { CONFIDENCE } from "./replication-estimates.js";

/** Relative error of the coarser histograms over time; see engine/histogram-over-time.ts. */
const RESOLUTION = 0.01;
/** A point on a curve needs fewer samples beyond it than a number that is judged. */
const EXCEEDANCES_OF_A_POINT = 10;
const NEEDED = 100 * EXCEEDANCES_OF_A_POINT; // Of p99.

/**
 * @param all all endpoints of each run, taken together @param named endpoints with findings of their own
 * @param retried parts whose calls are retried
 */
export function overTimeFindings(
  runs: readonly Measurements[],
  all: readonly EndpointMeasurement[],
  named: readonly string[],
  retried: readonly string[] = [],
): OverTimeFindings {
  const { binMs, fromMs, windowMs } = runs[0];
  const seconds = (bin: number): number => Math.min(binMs, windowMs - bin * binMs) / 1000;
  const perSecond = (of: "arrivalsByBin" | "answersThenByBin"): number[] =>
    all[0][of].map((_, bin) => meanOf(all, (run) => run[of][bin]) / seconds(bin));
  const endpoints = runs[0].endpoints.flatMap(({ name }, i) =>
    named.includes(name)
      ? [
          [
            name,
            latencyOverTime(
              runs.map((run) => run.endpoints[i]),
              binMs,
            ),
          ] as const,
        ]
      : [],
  );
  const attempted = retried.flatMap((part): RetriedOverTime[] => {
    const found = measured(runs, part, "attempts");
    const of = (counts: "partByBin" | "wholeByBin"): number[] =>
      all[0].arrivalsByBin.map(
        (_, bin) => found!.reduce((sum, run) => sum + run[counts][bin], 0) / runs.length / seconds(bin),
      );
    return found === null ? [] : [{ part, asked: of("wholeByBin"), attempts: of("partByBin") }];
  });
  const effects = effectsOverTime(runs, seconds);
  const instances = instancesOverTime(runs);
  const hitRates = hitRatesOverTime(runs);
  const queues = queuesOverTime(runs);
  const late = lateOverTime(runs);
  const parked = parkedOverTime(runs);
  return {
    startMs: fromMs,
    binMs,
    offeredLoad: perSecond("arrivalsByBin"),
    goodput: perSecond("answersThenByBin"),
    ...latencyOverTime(all, binMs),
    resources: resourcesOverTime(runs),
    ...(instances.length === 0 ? {} : { instances }),
    ...(hitRates.length === 0 ? {} : { hitRates }),
    ...(effects.length === 0 ? {} : { effects }),
    ...(queues.length === 0 ? {} : { queues }),
    ...(late.length === 0 ? {} : { late }),
    ...(parked.length === 0 ? {} : { parked }),
    ...(attempted.length === 0 ? {} : { retried: attempted }),
    ...(endpoints.length === 0 ? {} : { endpoints: Object.fromEntries(endpoints) }),
  };
}

const meanOf = (runs: readonly EndpointMeasurement[], of: (run: EndpointMeasurement) => number): number =>
  runs.reduce((sum, run) => sum + of(run), 0) / runs.length;

function latencyOverTime(runs: readonly EndpointMeasurement[], binMs: number): LatencyOverTime {
  const pooled = runs[0].latencyByBin.map((_, bin) => pool(runs.map((run) => run.latencyByBin[bin])));
  const errorRate = pooled.map((_, bin) => {
    const failed = meanOf(runs, (run) => run.failuresByBin[bin]);
    const ended = failed + meanOf(runs, (run) => run.answersByBin[bin]);
    return ended === 0 ? null : failed / ended;
  });
  const lengths = stretches(pooled.map(sampleSize), NEEDED);
  const level = 1 - (1 - CONFIDENCE) / lengths.length; // Bonferroni: at 95 % the whole curve lies in its band.
  let from = 0;
  const tails = lengths.flatMap((bins) => {
    const tail = tailOf(
      runs.map(({ latencyByBin }) => pool(latencyByBin.slice(from, from + bins))),
      level,
    );
    from += bins;
    return Array<Tail>(bins).fill({ ...tail, binMs: bins * binMs });
  });
  // Neighbouring bins tell nothing of one in which every request failed.
  const shown = tails.map((tail, bin) =>
    sampleSize(pooled[bin]) === 0 && errorRate[bin] !== null ? { ...tail, ...NO_TAIL } : tail,
  );
  return {
    errorRate,
    p50Ms: pooled.map((sample) => (sampleSize(sample) === 0 ? null : quantile(sample, 0.5))),
    p99Ms: shown.map(({ p99 }) => p99),
    p99LowMs: shown.map(({ low }) => low),
    p99HighMs: shown.map(({ high }) => high),
    ...(lengths.every((bins) => bins === 1) ? {} : { p99BinMs: shown.map((tail) => tail.binMs) }),
  };
}

type Tail = Record<"p99" | "low" | "high", number | null> & { readonly binMs: number };

const NO_TAIL = { p99: null, low: null, high: null };

function tailOf(samples: EndpointMeasurement["latencyByBin"], level: number): Omit<Tail, "binMs"> {
  const sections = sectioned(samples);
  const { all } = sections;
  if (sampleSize(all) === 0 || exceedances(all, 0.99) < EXCEEDANCES_OF_A_POINT) return NO_TAIL;
  const { low, high } = quantileInterval(sections, 0.99, level, RESOLUTION);
  return { p99: quantile(all, 0.99), low, high };
}

function resourcesOverTime(runs: readonly Measurements[]): ResourceOverTime[] {
  return runs[0].parts.flatMap(({ name, resources }, p) =>
    resources.map(({ name: resource, capacity, capacityByBin, busyByBin, queueByBin }, r) => {
      const mean = (of: (run: ResourceMeasurement) => number): number =>
        runs.reduce((sum, run) => sum + of(run.parts[p].resources[r]), 0) / runs.length;
      const busyIn = (bin: number): number => mean((run) => run.busyByBin[bin]);
      const used = (bin: number): number =>
        capacityByBin === undefined ? busyIn(bin) / capacity! : mean((run) => utilisationByBin(run)![bin]);
      return {
        part: name,
        resource,
        utilisation: capacity === null ? null : busyByBin.map((_, bin) => used(bin)),
        queueLength: queueByBin.map((_, bin) => mean((run) => run.queueByBin[bin])),
      };
    }),
  );
}

function instancesOverTime(runs: readonly Measurements[]): InstancesOverTime[] {
  return runs[0].parts.flatMap(({ name }): InstancesOverTime[] => {
    const found = measured(runs, name, INSTANCES_PAID.measure);
    if (found === null) return [];
    const byRun = found.map(({ partByBin, wholeByBin }) => partByBin.map((paidMs, bin) => paidMs / wholeByBin[bin]));
    const [oneRun] = byRun;
    const mean = oneRun.map((_, bin) => byRun.reduce((sum, each) => sum + each[bin], 0) / runs.length);
    return [{ part: name, mean, oneRun }];
  });
}

/** A cache that hits by chance always hits alike; one by key tells how often it fetches a key. */
function hitRatesOverTime(runs: readonly Measurements[]): HitRateOverTime[] {
  return runs[0].parts.flatMap(({ name, measures }): HitRateOverTime[] => {
    if (!measures.some((one) => one.name === "fetchesAtOnce")) return [];
    const hitRate = shareByBin(measured(runs, name, "hitRate") ?? []);
    return [{ part: name, hitRate }];
  });
}

/** Of all runs together; null where there was nothing to count. */
function shareByBin(found: readonly RatioMeasurement[]): (number | null)[] {
  const sum = (of: "partByBin" | "wholeByBin", bin: number): number =>
    found.reduce((total, each) => total + each[of][bin], 0);
  return (found[0]?.wholeByBin ?? []).map((_, bin) => {
    const whole = sum("wholeByBin", bin);
    return whole === 0 ? null : sum("partByBin", bin) / whole;
  });
}

const lateOverTime = (runs: readonly Measurements[]): LateOverTime[] =>
  runs[0].parts.flatMap(({ name: part }) => {
    const found = measured(runs, part, "lateMessages");
    return found === null ? [] : [{ part, late: shareByBin(found) }];
  });

const parkedOverTime = (runs: readonly Measurements[]): ParkedOverTime[] =>
  runs[0].parts.flatMap(({ name: part }) => {
    const letters = levelsOf(runs, part, "letters");
    return letters === null ? [] : [{ part, letters: meanByBin(letters) }];
  });

function queuesOverTime(runs: readonly Measurements[]): QueueOverTime[] {
  return runs[0].parts.flatMap(({ name: part }): QueueOverTime[] => {
    const [depth, oldestMs] = [levelsOf(runs, part, DEPTH), levelsOf(runs, part, "oldestMs")];
    return depth === null || oldestMs === null
      ? []
      : [{ part, depth: meanByBin(depth), oldestMs: meanByBin(oldestMs) }];
  });
}

const meanByBin = (runs: readonly (readonly number[])[]): number[] =>
  runs[0].map((_, bin) => runs.reduce((sum, each) => sum + each[bin], 0) / runs.length);
