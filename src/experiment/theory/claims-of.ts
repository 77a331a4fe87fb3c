/** Everything that theory claims about the runs of one variant. */
import type { VariantFindings } from "../../analysis/findings.js";
import type { Measurements } from "../../model/measurements.js";
import type { Model } from "../../model/model.js";
import { outlineTraffic, type TrafficOutline } from "../../model/traffic-outline.js";
import type { Claim } from "./claim.js";
import { closedClaims } from "./closed-claims.js";
import { latencyClaims } from "./latency-claims.js";
import { networkOf } from "./network.js";
import { stationClaims } from "./open-claims.js";
import { OVERLOADED, type Seen, Stations } from "./stations.js";

const NOISE = 1e-12; // Of time shared: differences of large numbers.

/** @returns nothing where the load itself changes over time: there is no steady state to have a theory of */
export function claimsOf(model: Model, runs: readonly Measurements[], found: VariantFindings): Claim[] {
  const sources = outlineTraffic(model);
  if (sources.some(({ perMs, users }) => perMs === null && users === null)) return [];
  const network = networkOf(sources);
  const stations = new Stations(network, seenIn(runs));
  const measuredMs = runs.reduce((sum, { windowMs }) => sum + windowMs, 0);
  const ran = { parts: found.parts, all: found.all, measuredMs };
  const givenUp = given(runs);
  const unsure = givenUp ?? network.doubts[0] ?? null;
  const [first, ...others] = sources;
  if (sources.some(({ users }) => users !== null)) {
    if (first === undefined || others.length > 0 || !isClosed(first)) return [];
    const refusing = [...network.places.values()].map((place) => stations.refusing(place)).find((key) => key !== null);
    return closedClaims(first, stations, ran, unsure ?? (refusing == null ? null : `${refusing} turns some away`));
  }
  const theories = stations.theories();
  const full = theories.find(({ why }) => why === OVERLOADED);
  const growing = found.drift?.verdict === "growing" ? "the number in the system grows" : null;
  const doubt = unsure ?? (full === undefined ? growing : `${full.place.key} is overloaded`);
  const ofStations = theories.flatMap((theory) => stationClaims(theory, ran, doubt, stations.refusing(theory.place)));
  if (doubt !== null) return ofStations;
  return [...ofStations, ...sources.flatMap((source) => latencyClaims(source, stations, theories, found.endpoints))];
}

const isClosed = (source: TrafficOutline): source is TrafficOutline & { users: number } => source.users !== null;

/** Requests that somebody stopped waiting for: theory knows no timeouts. */
function given(runs: readonly Measurements[]): string | null {
  const causes = runs.flatMap(({ endpoints }) =>
    endpoints.flatMap(({ failures }) => failures.map(({ cause }) => cause)),
  );
  const late = causes.find((cause) => cause === "timeout" || cause === "deadline");
  return late === undefined ? null : `some requests met a ${late}`;
}

function seenIn(runs: readonly Measurements[]): Seen {
  const waited = new Set<string>();
  const refused = new Set<string>();
  for (const { parts } of runs)
    for (const { name, resources } of parts)
      for (const resource of resources) {
        const key = `${name} ${resource.name}`;
        if (resource.queueLength > NOISE) waited.add(key);
        if (resource.refused > 0) refused.add(key);
      }
  return {
    nobodyWaited: (key) => !waited.has(key) && !refused.has(key),
    wasRefused: (key) => refused.has(key),
  };
}
