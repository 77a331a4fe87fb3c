/** All claims of theory about the runs of one variant. */
import type { EndpointFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { isGrowing } from "../../model/check/growth.js";
import type { Model } from "../../model/language/model.js";
import { outlineTraffic, type TrafficOutline } from "../../model/traffic/outline.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { timeScalesOf } from "../precision/time-scales.js";
import { bankClaims, banksIn, measuredAs } from "./bank-claims.js";
import { type Claim, noClaim } from "./claim.js";
import { closedClaims } from "./closed-claims.js";
import { lateClaims, latencyClaims } from "./latency-claims.js";
import { type Network, networkOf } from "./network.js";
import { type Ran, stationClaims } from "./open-claims.js";
import { NEVER_WAITS, NO_REQUESTS, OVERLOADED, ratePerMs, type Seen, Stations } from "./stations.js";

const ONLY_REFUSED = "how many are turned away elsewhere and come here instead is not known beforehand";
const NOISE = 1e-12; // Of the time shared: rounding of differences of large numbers.

/** @returns nothing where something is planned to happen, or grows: there is no steady state */
export function claimsOf(model: Model, runs: readonly Measurements[], found: VariantFindings): Claim[] {
  if (Object.keys(model.timeline).length > 0 || isGrowing(model)) return [];
  const sources = outlineTraffic(model);
  if (sources.some(({ perMs, users }) => perMs === null && users === null)) return [];
  const network = networkOf(sources);
  const stations = new Stations(network, seenIn(runs, network));
  const measuredMs = runs.reduce((sum, { windowMs }) => sum + windowMs, 0);
  const ran = { parts: found.parts, all: found.all, measuredMs };
  const byChance = Object.keys(model.random).length > 0 ? "no form knows what happens by chance" : null;
  const unsure = byChance ?? network.doubts[0] ?? (network.hasOddLimits ? given(runs) : null);
  const told = unsure === null ? claimed(model, sources, stations, ran, found) : { claims: [], why: unsure };
  return [...told.claims, ...silences(told.claims, stations, found, told.why)];
}

/** Why there are no claims at all, or null. */
export interface Told {
  readonly claims: readonly Claim[];
  readonly why: string | null;
}

function claimed(
  model: Model,
  sources: readonly TrafficOutline[],
  stations: Stations,
  ran: Ran & { readonly all: EndpointFindings },
  { drift, endpoints, overload }: VariantFindings,
): Told {
  const closed = sources.filter(isClosed);
  const [first, ...others] = closed;
  if (first !== undefined) {
    if (closed.length < sources.length)
      return { claims: [], why: "open and closed traffic together have no closed form here" };
    if (others.length > 0) return { claims: [], why: "several classes of closed users have no closed form here" };
    const refusing = [...stations.network.places.values()]
      .map((place) => stations.refusing(place))
      .find((key) => key !== null);
    if (refusing != null) return { claims: [], why: `${refusing} turns some away` };
    return closedClaims(first, stations, ran);
  }
  const theories = stations.theories();
  const full = theories.find(({ why }) => why === OVERLOADED);
  const growing = drift?.verdict === "growing" ? "the number in the system grows" : null;
  const doubt = full === undefined ? growing : `${full.place.key} is overloaded`;
  // Behind a growing queue, work arrives at the rate of its servers.
  const queue = overload?.part;
  const behind = queue === undefined ? [] : [queue, ...(timeScalesOf(model).visits.get(queue) ?? [])];
  const doubtAt = (part: string): string | null =>
    doubt ?? (behind.includes(part) ? `the number ${overload!.what} grows` : null);
  const alone = theories.filter(({ place }) => place.station.bank === undefined);
  const banks = banksIn(theories).flatMap((bank) => bankClaims(bank, ran, doubtAt(bank[0]!.place.station.part)));
  const ofStations = alone.flatMap((theory) =>
    stationClaims(theory, ran, doubtAt(theory.place.station.part), stations.refusing(theory.place)),
  );
  const claims = [...ofStations, ...banks];
  if (doubt === null)
    for (const source of sources.filter(({ isBackground }) => !isBackground))
      claims.push(...latencyClaims(source, stations, theories, endpoints), ...lateClaims(source, theories, endpoints));
  return { claims, why: null };
}

/** One entry for each resource without a claim. @param reason for all; null: each has its own */
function silences(
  claims: readonly Claim[],
  stations: Stations,
  { parts }: VariantFindings,
  reason: string | null,
): Claim[] {
  const said = new Set(claims.map(({ part, resource }) => `${part} ${resource}`));
  return Object.entries(parts).flatMap(([part, { resources }]) =>
    Object.entries(resources).flatMap(([resource, { capacity, busy }]) =>
      capacity === null || said.has(`${part} ${resource}`)
        ? []
        : [noClaim(part, resource, whySilent(`${part} ${resource}`, busy.value !== 0, stations, reason))],
    ),
  );
}

function whySilent(key: string, isUsed: boolean, stations: Stations, reason: string | null): string {
  const place = stations.network.places.get(key);
  if (place === undefined || ratePerMs(place) === 0) return isUsed ? ONLY_REFUSED : NO_REQUESTS;
  if (stations.holding.neverWaits(key)) return NEVER_WAITS;
  return reason ?? stations.theory(place).why ?? "too few come here to tell";
}

const isClosed = (source: TrafficOutline): source is TrafficOutline & { users: number } => source.users !== null;

/** Requests abandoned by their caller; what they do next is not known. */
function given(runs: readonly Measurements[]): string | null {
  const causes = runs.flatMap(({ endpoints }) =>
    endpoints.flatMap(({ failures }) => failures.map(({ cause }) => cause)),
  );
  const late = causes.find((cause) => cause === "timeout" || cause === "deadline");
  return late === undefined ? null : `some requests ran into a ${late}`;
}

function seenIn(runs: readonly Measurements[], { places }: Network): Seen {
  const measured = (key: string): string => {
    const place = places.get(key);
    return place === undefined ? key : measuredAs(place.station);
  };
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
    neverWaited: (key) => !waited.has(measured(key)) && !refused.has(measured(key)),
    wasRefused: (key) => refused.has(measured(key)),
  };
}
