/**
 * Whether anything grows: the number in the system, the requests of each endpoint, and the queue of each part, from the
 * same runs, for all verbs. Runs can tell only if they are longer than the relaxation time of the model: until then a
 * system still fills up, which is no growth.
 */

import type { DriftFindings } from "../../analysis/findings/findings.js";
import { drift } from "../../analysis/steadiness/drift.js";
import { SETTLED_AFTER, WATCHED_FOR } from "../../analysis/steadiness/run-until.js";
import type { Pace } from "../../model/check/paces.js";
import type { Model } from "../../model/language/model.js";
import { writeDuration } from "../../model/language/values/index.js";
import type { EndpointMeasurement, Measurements, PartMeasurement } from "../../model/wiring/measurements.js";
import { growthOf } from "../search/may-grow.js";
import { longest, type TimeScales, timeScalesOf } from "./time-scales.js";

export interface Growth {
  readonly whole: DriftFindings;
  readonly endpoints: ReadonlyMap<string, DriftFindings>;
  readonly parts: ReadonlyMap<string, DriftFindings>;
}

export function growthIn(model: Model, runs: readonly Measurements[]): Growth {
  const { all, entries, parts } = timeScalesOf(model);
  const [first] = runs;
  const endpoints = first!.endpoints.map(({ name }, i): [string, DriftFindings] => {
    const inside = runs.map((run) => numberInside(run.endpoints[i]!));
    return [name, driftOf(runs, inside, entries.get(name) ?? all, 1)];
  });
  const atParts = first!.parts.map(({ name }, i): [string, DriftFindings] => {
    const there = runs.map((run) => numberAt(run.parts[i]!));
    const found = growthOf(model, driftOf(runs, there, parts.get(name) ?? all), name);
    // A request that waits for cores holds a thread meanwhile: counting only waiting requests counts each once.
    const waiting = runs.map((run) => waitingByBin(run.parts[i]!));
    const { growthPerSecond } = driftOf(runs, waiting, parts.get(name) ?? all);
    return [name, { ...found, growthPerSecond }];
  });
  const shown = driftOf(
    runs,
    runs.map(({ inSystem }) => inSystem),
    all,
  );
  return { whole: growthOf(model, shown, null), endpoints: new Map(endpoints), parts: new Map(atParts) };
}

/** Growth of anything, including messages that no user waits for. */
export const doesGrow = ({ whole, endpoints, parts }: Growth): boolean =>
  [whole, ...endpoints.values(), ...parts.values()].some(({ verdict }) => verdict === "growing");

/** At the end of each bin, without the requests present when the window began: their number is a constant. */
function numberInside({ arrivalsByBin, endsThenByBin }: EndpointMeasurement): number[] {
  let inside = 0;
  return arrivalsByBin.map((arrived, bin) => {
    inside += arrived - endsThenByBin[bin]!;
    return inside;
  });
}

/** The queues of all resources of a part together. */
export const waitingByBin = ({ resources }: PartMeasurement): readonly number[] =>
  resources
    .map(({ queueByBin }) => queueByBin)
    .reduce<readonly number[]>((sum, queue) => queue.map((length, bin) => length + (sum[bin] ?? 0)), []);

function numberAt({ resources }: PartMeasurement): number[] {
  const bins = Math.max(0, ...resources.map(({ queueByBin }) => queueByBin.length));
  return Array.from({ length: bins }, (_, bin) =>
    resources.reduce((sum, { queueByBin, busyByBin }) => sum + queueByBin[bin]! + busyByBin[bin]!, 0),
  );
}

function driftOf(
  [{ fromMs, windowMs, binMs }]: readonly Measurements[],
  series: readonly (readonly number[])[],
  scales: TimeScales,
  resolution = 0,
): DriftFindings {
  const remembered = longest(scales);
  const skipped = Math.ceil(Math.max(0, SETTLED_AFTER * remembered.ms - fromMs) / binMs);
  const seen = series.map((each) => each.slice(skipped));
  const found = drift({ numberInSystem: seen, binSeconds: binMs / 1000, resolution });
  const isShort = windowMs - skipped * binMs < WATCHED_FOR * remembered.ms;
  return isShort ? { ...found, verdict: "undecided", reason: tooShort(remembered, fromMs + windowMs) } : found;
}

/** A clause that a sentence can end with. */
function tooShort({ ms, what }: Pace, endMs: number): string {
  const remembered = writeDuration(Number(ms.toPrecision(2)));
  return `the window ends after ${writeDuration(Number(endMs.toPrecision(3)))}, and ${what} ${remembered}`;
}
