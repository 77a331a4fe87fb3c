/** All endpoints of a run taken together, as if they were one. */

import { pool } from "../../analysis/statistics/quantile.js";
import type { EndpointMeasurement, HistogramData, Measurements } from "../../model/wiring/measurements.js";

const known = new WeakMap<readonly EndpointMeasurement[], EndpointMeasurement>(); // Every comparison asks again.

export function allEndpoints(endpoints: readonly EndpointMeasurement[]): EndpointMeasurement {
  const all = known.get(endpoints) ?? together(endpoints);
  known.set(endpoints, all);
  return all;
}

/** An endpoint's or a source's requests, as its name stands in objectives; of null, those of all. Undefined: not measured. */
export function requestsIn(run: Measurements, name: string | null): EndpointMeasurement | undefined {
  if (name === null) return allEndpoints(run.endpoints);
  return [...run.endpoints, ...run.watched].find((each) => each.name === name);
}

function together(endpoints: readonly EndpointMeasurement[]): EndpointMeasurement {
  const total = (of: (endpoint: EndpointMeasurement) => number): number => endpoints.reduce((sum, e) => sum + of(e), 0);
  const byBin = (of: (endpoint: EndpointMeasurement) => readonly number[]): number[] =>
    of(endpoints[0]).map((_, bin) => total((endpoint) => of(endpoint)[bin]));
  return {
    name: "all",
    offered: total((e) => e.offered),
    answered: total((e) => e.answered),
    failed: total((e) => e.failed),
    failures: addedUp(endpoints.flatMap(({ failures }) => failures)),
    latencyMs: mergeHistograms(endpoints.map(({ latencyMs }) => latencyMs)),
    arrivalsByBin: byBin((e) => e.arrivalsByBin),
    answersByBin: byBin((e) => e.answersByBin),
    failuresByBin: byBin((e) => e.failuresByBin),
    endsThenByBin: byBin((e) => e.endsThenByBin),
    answersThenByBin: byBin((e) => e.answersThenByBin),
    latencyByBin: endpoints[0].latencyByBin.map((_, bin) => pool(endpoints.map((e) => e.latencyByBin[bin]))),
  };
}

type Failure = EndpointMeasurement["failures"][number];

function addedUp(failures: readonly Failure[]): Failure[] {
  const byKind = new Map<string, Failure>();
  for (const failure of failures) {
    const kind = `${failure.cause} ${failure.part}`;
    byKind.set(kind, { ...failure, count: failure.count + (byKind.get(kind)?.count ?? 0) });
  }
  return [...byKind.values()];
}

function mergeHistograms(all: readonly HistogramData[]): HistogramData {
  return {
    ...pool(all),
    count: all.reduce((n, h) => n + h.count, 0),
    sum: all.reduce((n, h) => n + h.sum, 0),
    sumOfSquares: all.reduce((n, h) => n + h.sumOfSquares, 0),
    min: Math.min(...all.map(({ min }) => min)),
    max: Math.max(...all.map(({ max }) => max)),
  };
}
