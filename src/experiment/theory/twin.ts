/**
 * The analytic twin of a system: one of its stations with a closed form. Its mean wait is known, so the measured
 * one shows the random error of the runs.
 */
import type { Control } from "../../analysis/statistics/control-variates.js";
import { WARM_UP_NEEDED, WINDOW_NEEDED } from "../../analysis/verdicts/theory-agreement.js";
import type { Model } from "../../model/language/model.js";
import { outlineTraffic } from "../../model/traffic/outline.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { isLimited } from "./form.js";
import { expectedLatencyMs } from "./latency-claims.js";
import { networkOf } from "./network.js";
import { remembersMs } from "./open-claims.js";
import { Stations, type StationTheory } from "./stations.js";

/**
 * The station with the longest wait, if any; none where theory knows the whole latency, and shows it beside the
 * run: such a control would replace the simulated number by theory's.
 */
export function twinOf(model: Model, runs: readonly Measurements[]): Control[] {
  const sources = outlineTraffic(model);
  const network = networkOf(sources);
  if (sources.some(({ perMs }) => perMs === null) || network.doubts.length > 0) return [];
  // The runs must not decide which station is used: a choice by their random error would bias the result.
  const stations = new Stations(network, {
    neverWaited: () => false,
    wasRefused: (key) => isLimited(network.places.get(key)!.station),
  });
  const theories = stations.theories();
  const endpoints = sources.flatMap((source) => source.endpoints);
  if (endpoints.every(({ stages }) => expectedLatencyMs(stages, stations, theories) !== null)) return [];
  const [heaviest] = theories
    .filter((theory) => isSolved(theory) && lasts(theory, runs) && stations.refusing(theory.place) === null)
    .toSorted((a, b) => waiting(b) - waiting(a));
  if (heaviest === undefined) return [];
  const { part, resource } = heaviest.place.station;
  const values = runs.map((run) => meanWaitMs(run, part, resource));
  const name = `wait at ${part} ${resource}`;
  return values.every(Number.isFinite) ? [{ name, values, mean: heaviest.form!.meanWaitMs }] : [];
}

const isSolved = ({ form, law }: StationTheory): boolean =>
  form !== null &&
  form.why === null &&
  form.meanInsideMs === null &&
  form.meanWaitMs > 0 &&
  law?.infiniteMoment == null;

/** Whether the runs are long enough to show its steady state. */
function lasts(theory: StationTheory, [first]: readonly Measurements[]): boolean {
  const ms = remembersMs(theory);
  return first!.fromMs >= WARM_UP_NEEDED * ms && first!.windowMs >= WINDOW_NEEDED * ms;
}

const waiting = ({ perMs, form }: StationTheory): number => perMs * form!.meanWaitMs;

function meanWaitMs({ parts }: Measurements, part: string, resource: string): number {
  const found = parts.find(({ name }) => name === part)?.resources.find(({ name }) => name === resource);
  return found === undefined ? Number.NaN : found.waitingTimeMs.sum / found.waitingTimeMs.count;
}
