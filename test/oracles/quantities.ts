/** The quantities that oracle cases ask for, as statistics of a run. Times in seconds, rates per second. */

import { drift } from "../../src/analysis/steadiness/drift.js";
import type { HistogramData } from "../../src/engine/histogram.js";
import type {
  EndpointMeasurement,
  MeasureMeasurement,
  Measurements,
  ResourceMeasurement,
} from "../../src/model/wiring/measurements.js";
import { overall, percentile, type Statistic, smooth } from "./statistic.js";

export const seconds = (m: Measurements): number => m.windowMs / 1000;

/** @param name as "part.endpoint"; by default the first there is */
export function endpoint(m: Measurements, name?: string): EndpointMeasurement {
  const found = m.endpoints.find((e) => name === undefined || e.name === name);
  if (found === undefined) throw new Error(`no endpoint ${name}`);
  return found;
}

/** @param of "part", for its first resource, or "part.resource" */
export function resource(m: Measurements, of: string): ResourceMeasurement {
  const [, part, name] = /^([^.]+)(?:\.(.+))?$/.exec(of) ?? [];
  const resources = m.parts.find((p) => p.name === part)?.resources ?? [];
  const found = resources.find((r) => name === undefined || r.name === name);
  if (found === undefined) throw new Error(`no resource ${of}`);
  return found;
}

export function measure(m: Measurements, part: string, name: string): MeasureMeasurement {
  const found = m.parts.find((p) => p.name === part)?.measures.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no measure ${part} ${name}`);
  return found;
}

export const waits = (m: Measurements, of: string): HistogramData => {
  const { waitingTimeMs } = resource(m, of);
  if (waitingTimeMs === null) throw new Error(`there is no wait for ${of}`);
  return waitingTimeMs;
};

/** How often a slot was taken in the window. */
export const taken = (m: Measurements, of: string): number => waits(m, of).count;

export const zeros = ({ values, counts }: HistogramData): number => (values[0] === 0 ? counts[0] : 0);

const meanOf = (run: string, histogram: (m: Measurements) => HistogramData): Statistic =>
  smooth(run, (m) => [histogram(m).sum / 1000, histogram(m).count], ratio);

const deviationOf = (run: string, histogram: (m: Measurements) => HistogramData): Statistic =>
  smooth(
    run,
    (m) => [histogram(m).sumOfSquares / 1e6, histogram(m).sum / 1000, histogram(m).count],
    (squares, sum, n) => Math.sqrt(squares / n - (sum / n) ** 2),
  );

export const ratio = (a: number, b: number): number => a / b;

export const meanSojourn = (run: string, name?: string) => meanOf(run, (m) => endpoint(m, name).latencyMs);
export const deviationOfSojourn = (run: string) => deviationOf(run, (m) => endpoint(m).latencyMs);
export const sojournPercentile = (run: string, p: number, name?: string) =>
  percentile(run, p, (m) => endpoint(m, name).latencyMs);

export const meanWait = (run: string, of = "station") => meanOf(run, (m) => waits(m, of));
export const deviationOfWait = (run: string, of = "station") => deviationOf(run, (m) => waits(m, of));
export const waitPercentile = (run: string, p: number, of = "station") => percentile(run, p, (m) => waits(m, of));
export const waitingShare = (run: string, of = "station") =>
  smooth(run, (m) => [taken(m, of) - zeros(waits(m, of)), taken(m, of)], ratio);

export const inSystem = (run: string) => smooth(run, (m) => [m.inSystemMean], identity);
export const varianceInSystem = (run: string) =>
  smooth(
    run,
    (m) => [m.inSystemVariance + m.inSystemMean ** 2, m.inSystemMean],
    (square, mean) => square - mean ** 2,
  );

export const queueLength = (run: string, of = "station") => smooth(run, (m) => [resource(m, of).queueLength], identity);
export const busy = (run: string, of = "station") => smooth(run, (m) => [resource(m, of).busy], identity);
export const utilisation = (run: string, of = "station") =>
  smooth(run, (m) => [resource(m, of).busy / (resource(m, of).capacity ?? Number.NaN)], identity);

/** Waiting and holding of one visit, by Little's law. */
export const residence = (run: string, of: string) =>
  smooth(run, (m) => [atStation(m, of) * seconds(m), taken(m, of)], ratio);
/** Those who wait for a slot and those who hold one. */
export const atStation = (m: Measurements, of: string): number => resource(m, of).busy + resource(m, of).queueLength;
export const numberAt = (run: string, of: string) => smooth(run, (m) => [atStation(m, of)], identity);

export const offeredRate = (run: string) => smooth(run, (m) => [endpoint(m).offered / seconds(m)], identity);
export const visitRate = (run: string, of: string) => smooth(run, (m) => [taken(m, of) / seconds(m)], identity);
export const visitsPerRequest = (run: string, of: string) =>
  smooth(run, (m) => [taken(m, of), endpoint(m).offered], ratio);
export const goodput = (run: string) => smooth(run, (m) => [endpoint(m).answered / seconds(m)], identity);
export const failedShare = (run: string) => smooth(run, (m) => [endpoint(m).failed, endpoint(m).offered], ratio);

/** From the first bin to the last, per second. */
export const growth = (byBin: readonly number[], binMs: number): number =>
  ((byBin[byBin.length - 1] - byBin[0]) / ((byBin.length - 1) * binMs)) * 1000;

export const identity = (x: number): number => x;

/** Whether the number in the system is found to be stable: without that, no steady-state number is given. */
export const isStable = (run: string): Statistic =>
  overall(
    [run],
    (m) => ({ inSystem: m.inSystem, binSeconds: m.binMs / 1000 }),
    (samples) => {
      const numberInSystem = samples.map(([one]) => one.inSystem);
      return Number(drift({ numberInSystem, binSeconds: samples[0][0].binSeconds }).verdict === "stable");
    },
  );

/** Mean of durations in a unit of so many seconds. */
export const meanOver = (run: string, unit: number, histogram: (m: Measurements) => HistogramData): Statistic =>
  smooth(run, (m) => [histogram(m).sum / 1000 / unit, histogram(m).count], ratio);
