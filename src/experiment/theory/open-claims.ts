/** What theory says of the stations of an open network: the utilisation law, and each station's closed form. */
import type { PartFindings, ResourceFindings } from "../../analysis/findings/findings.js";
import { relaxationTime, settlingTime } from "../../analysis/theory/run-length.js";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { lawOf, type Station } from "../../model/outline/outline.js";
import { type Claim, noClaim } from "./claim.js";
import { type Prediction, utilisation } from "./form.js";
import { NEVER_WAITS, type StationTheory } from "./stations.js";

export interface Ran {
  readonly parts: Readonly<Record<string, PartFindings>>;
  readonly measuredMs: number; // Over all replications.
}

const NO_INTERVAL = "the third moment of the service times is infinite, so a mean wait has no valid interval";

const ONLY_LATENCY = "no more than a mean latency is known";

/** @param doubt why nothing is exact here @param refusing stations here or before that refused requests */
export function stationClaims(theory: StationTheory, ran: Ran, doubt: string | null, refusing: string | null): Claim[] {
  const { place, form, why, rho, perMs, law } = theory;
  const { part, resource } = place.station;
  const isExact = doubt === null;
  const common = { part, resource, exact: isExact, atMost: false, remembersMs: remembersMs(theory) };
  const claims: Claim[] = [];
  const say = (name: string, said: Prediction, exact: boolean, reason: string | null): void => {
    const [at, where] = said.at === undefined ? [part, resource] : split(said.at);
    const found = resourceOf(ran, at, where);
    const simulated = found === null ? null : said.observed(found);
    if (simulated === null || !Number.isFinite(said.expected)) return;
    const { quantity, unit, expected, tail = false } = said;
    const events = perMs * ran.measuredMs * (said.shareThatShows ?? 1);
    if (events < 1 && simulated.value === 0) return; // Neither expected nor seen.
    const shown = { part: at, resource: where, form: name, exact, quantity, unit, expected, simulated, why: reason };
    claims.push({ ...common, ...shown, events, tail });
  };
  const own = form?.says.some(({ quantity, at }) => quantity === "utilisation" && at === undefined) ?? false;
  const lost = refusing === null ? null : `some were turned away at ${refusing}`;
  if (rho !== null && rho < 1 && !own)
    say("utilisation law", utilisation(rho), isExact && lost === null, doubt ?? lost);
  const tailed = law?.infiniteMoment === 3 && !place.station.sharing ? NO_INTERVAL : null;
  for (const said of form?.says ?? []) {
    const reason = doubt ?? form!.why ?? (said.unit === "ms" ? tailed : null);
    say(form!.name, said, isExact && form!.why === null, reason);
  }
  const isSilent = form === null && perMs > 0 && why !== null && why !== NEVER_WAITS;
  const silence = form?.says.length === 0 ? (form.why ?? ONLY_LATENCY) : isSilent ? why : null;
  return silence === null ? claims : [...claims, noClaim(part, resource, doubt ?? silence)];
}

/** Relaxation time of the station and its arrivals; for a rate that jumps, until a state recurs. */
export const remembersMs = (theory: StationTheory): number =>
  (theory.form?.relaxMs ?? usualMs(theory)) + Math.max(0, ...theory.place.visits.map(({ source }) => source.cycleMs));

/** If requests are balanced without regard to queue lengths, each queue relaxes on its own. */
export const banksOf = ({ instances, balance }: Station): number =>
  balance === "least-connections" || balance === "power-of-two" ? 1 : instances;

/** 1 ÷ (cμ (1 − √ρ)²); longer for service more variable than exponential (Whitt 1989), shorter for limited queues. */
function usualMs({ law, rho, place }: StationTheory): number {
  if (law === null || rho === null || !(law.mean > 0 && rho > 0)) return 0;
  const { servers, instances, queueMax, patience } = place.station;
  const mu = servers / law.mean;
  const scv = law.variance / law.mean ** 2;
  const varied = Math.max(1, Number.isFinite(scv) ? (1 + scv) / 2 : 1);
  const pooled = (servers * instances) / banksOf(place.station);
  const unlimited = rho < 1 ? relaxationTime(rho, pooled / law.mean) : Number.POSITIVE_INFINITY;
  const withEnd = Math.max(law.mean, Math.min(settlingTime(rho, mu, queueMax), leavingMs(rho, mu, patience)));
  return Math.min(unlimited * varied, withEnd * varied);
}

/**
 * Time until abandonments balance the overload. With random patience they begin at once and take the mean
 * patience; constant patience bounds the queue. In between: the lower tail of a gamma distribution.
 */
function leavingMs(rho: number, mu: number, patience: DistributionSpec | null): number {
  if (patience === null) return Number.POSITIVE_INFINITY;
  const { mean, variance } = lawOf(patience);
  const evenness = Math.max(0, 1 - variance / mean ** 2);
  return mean * (settlingTime(rho, mu, mean * mu) / mean) ** evenness;
}

export function resourceOf({ parts }: Ran, part: string, resource: string): ResourceFindings | null {
  const resources = Object.hasOwn(parts, part) ? parts[part]!.resources : {};
  return Object.hasOwn(resources, resource) ? resources[resource]! : null;
}

/** Part names have no space. */
function split(key: string): [string, string] {
  const space = key.indexOf(" ");
  return [key.slice(0, space), key.slice(space + 1)];
}
