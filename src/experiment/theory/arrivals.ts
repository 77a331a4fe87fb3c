/**
 * Which arrivals a station sees. Poisson traffic stays Poisson when it is split by chance or merged, through delays
 * (of any distribution), and through stations whose departures are Poisson too: M/M/c and similar (Burke 1956,
 * Jackson 1957) and shared cores (symmetric queues, Kelly 1979). Where a request comes back, arrivals are no longer
 * Poisson, but still see time averages, as the network has a product form.
 */
import { type BatchSize, constantBatch, geometricBatch } from "../../analysis/theory/batch-arrivals.js";
import { constantGaps, erlangGaps, type Gaps, interruptedPoissonGaps } from "../../analysis/theory/gim1.js";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import type { TrafficOutline } from "../../model/traffic/outline.js";
import { comeTogether, joinedBefore } from "./forks.js";
import type { Question } from "./form.js";
import { keyOf, type Network, type Place } from "./network.js";
import { transformed } from "./transformed.js";

/** What is known of a station on the way. */
export interface OnTheWay {
  neverWaits(key: string): boolean;
  departsPoisson(place: Place): boolean; // If arrivals are Poisson.
}

export interface Arrivals {
  readonly arrivals: Question["arrivals"];
  readonly batch?: BatchSize;
  readonly why: string | null; // Why theory cannot treat them.
}

export class ArrivalKinds {
  readonly #network: Network;
  readonly #onTheWay: OnTheWay;
  readonly #before = new Map<string, ReadonlySet<string>>();

  constructor(network: Network, onTheWay: OnTheWay) {
    this.#network = network;
    this.#onTheWay = onTheWay;
  }

  of(place: Place): Arrivals {
    const { station, visits } = place;
    const before = this.allBefore(place.key);
    const others = [...before].filter((key) => key !== place.key && !this.#onTheWay.neverWaits(key));
    const reachingVisits = [...before, place.key].flatMap((key) => this.#network.places.get(key)?.visits ?? []);
    const sources = [...new Set(reachingVisits.map(({ source }) => source))];
    const lanes = new Set(visits.map(({ lane }) => lane));
    if (lanes.size > 1) return none("it serves what users wait for and what they leave behind");
    const holding = visits.flatMap(({ within }) => within).find((key) => !this.#onTheWay.neverWaits(key));
    if (holding !== undefined)
      return none(`who comes holds a place of ${holding}, whose line lets few at a time through`);
    const joined = reachingVisits
      .flatMap((visit) => joinedBefore(visit, this.#network.places))
      .find((key) => !this.#onTheWay.neverWaits(key));
    if (joined !== undefined)
      return none(
        `requests come here after a parallel step that waits at ${joined}, so their arrivals are not Poisson`,
      );
    if (comeTogether(place)) return none("a parallel step sends several requests at once");
    const disturbing = others.find((key) => !this.#onTheWay.departsPoisson(this.#network.places.get(key)!));
    if (disturbing !== undefined) return none(`what leaves ${disturbing} is not Poisson`);
    const isAgain = before.has(place.key);
    if (!sources.every(isPoisson))
      return isAgain ? none("requests that are not Poisson come back") : renewal(place, sources);
    if (station.instances > 1 && station.balance !== "random") return this.#dealtOut(place, sources, isAgain);
    return { arrivals: isAgain ? "network" : "poisson", why: null };
  }

  /** Round robin of Poisson requests: every k-th goes to the same instance. */
  #dealtOut(place: Place, sources: readonly TrafficOutline[], isAgain: boolean): Arrivals {
    const { balance, instances, isCounted } = place.station;
    const [source] = sources;
    if (balance === "round-robin" && source !== undefined && !isAgain && isDirect(place, sources))
      return { arrivals: erlangGaps(instances, instances / (source.perMs ?? 0)), why: null };
    const why = `${balance} over ${instances} instances has no closed form`;
    const looks = balance === "least-connections" || balance === "power-of-two"; // Power of two sees both of two.
    const isShorter = looks && instances === 2 && isCounted && !isAgain;
    return { arrivals: isShorter ? "shorter line" : null, why };
  }

  /** All stations that a request, or another that queued with it, may have visited. */
  allBefore(key: string): ReadonlySet<string> {
    const known = this.#before.get(key);
    if (known !== undefined) return known;
    const before = new Set<string>();
    const open = [key];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const earlier of (this.#network.places.get(next)?.visits ?? []).flatMap(({ after }) => [...after])) {
        if (before.has(earlier)) continue;
        before.add(earlier);
        open.push(earlier);
      }
    }
    this.#before.set(key, before);
    return before;
  }
}

const none = (why: string): Arrivals => ({ arrivals: null, why });

const isPoisson = ({ perMs, arrivals, batch, cycleMs }: TrafficOutline): boolean =>
  perMs !== null && cycleMs === 0 && batch === null && arrivals === "poisson";

/** All requests of one source come straight here, so the gaps are those of the traffic. */
function isDirect({ key, visits }: Place, [source, ...others]: readonly TrafficOutline[]): boolean {
  if (source === undefined || others.length > 0 || visits.length > 1 || source.endpoints.length > 1) return false;
  const [first] = source.endpoints.flatMap(({ stages }) => stages);
  const begun = first?.kind === "try" ? first.body[0] : first;
  return (begun?.kind === "hold" || begun?.kind === "cores") && keyOf(begun.at) === key;
}

function renewal(place: Place, sources: readonly TrafficOutline[]): Arrivals {
  if (place.station.instances > 1 || !isDirect(place, sources)) return none("the traffic is not Poisson");
  const [source] = sources;
  const batch = source!.arrivals === "poisson" && source!.batch !== null ? batchOf(source!.batch) : null;
  if (batch !== null) return { arrivals: "batches", batch, why: null };
  const gaps = gapsOf(source!);
  return gaps === null
    ? none(source!.cycleMs > 0 ? "the rate jumps by chance" : "the traffic is not Poisson")
    : { arrivals: gaps, why: null };
}

/** Null where the distribution of a rounded size is not known. */
function batchOf(size: DistributionSpec): BatchSize | null {
  if (size.kind === "constant") return constantBatch(size.value);
  return size.kind === "geometric" ? geometricBatch(size.mean) : null;
}

function gapsOf({ arrivals, perMs, batch, cycleMs, onOff }: TrafficOutline): Gaps | null {
  if (onOff !== null) return interruptedPoissonGaps(onOff.perMs, onOff.onMs, onOff.offMs);
  if (perMs === null || cycleMs > 0 || batch !== null || arrivals === "poisson") return null;
  return arrivals === "constant" ? constantGaps(1 / perMs) : transformed(arrivals.gaps, 1 / perMs);
}
