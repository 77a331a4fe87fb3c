/**
 * Which arrivals a station sees. Poisson traffic stays Poisson when it is split by chance or merged, through delays
 * (whatever their law), and through stations from which it departs as it came: M/M/c and its kind (Burke 1956,
 * Jackson 1957) and shared cores (symmetric queues, Kelly 1979). Where a request comes back, arrivals are no longer
 * Poisson, but still see time averages, as the network has a product form.
 */
import { constantGaps, erlangGaps, type Gaps, hyperexponentialGaps } from "../../analysis/theory/gim1.js";
import type { TrafficOutline } from "../../model/traffic-outline.js";
import type { Question } from "./form.js";
import { keyOf, type Network, type Place } from "./network.js";

/** What is known of a station that lies on the way. */
export interface OnTheWay {
  neverWaits(key: string): boolean;
  departsPoisson(place: Place): boolean; // If it is visited by Poisson arrivals.
}

export interface Arrivals {
  readonly arrivals: Question["arrivals"];
  readonly why: string | null; // Why they are of no kind that theory can treat.
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
    const reaching = [...before, place.key].flatMap((key) => this.#network.places.get(key)?.visits ?? []);
    const sources = [...new Set(reaching.map(({ source }) => source))];
    const lanes = new Set(visits.map(({ lane }) => lane));
    if (lanes.size > 1) return none("it serves what users wait for and what they leave behind");
    const holding = visits.flatMap(({ within }) => within).find((key) => !this.#onTheWay.neverWaits(key));
    if (holding !== undefined)
      return none(`who comes holds a place of ${holding}, whose line lets few at a time through`);
    const disturbing = others.find((key) => !this.#onTheWay.departsPoisson(this.#network.places.get(key)!));
    if (disturbing !== undefined) return none(`what leaves ${disturbing} is not Poisson`);
    if (!sources.every(isPoisson)) return renewal(place, sources);
    if (station.instances > 1 && station.balance !== "random") return this.#dealtOut(place, sources);
    return { arrivals: before.has(place.key) ? "network" : "poisson", why: null };
  }

  /** Poisson requests dealt out in turn come to each instance as every k-th of them. */
  #dealtOut(place: Place, sources: readonly TrafficOutline[]): Arrivals {
    const { balance, instances } = place.station;
    const [source] = sources;
    if (balance === "round-robin" && source !== undefined && isDirect(place, sources))
      return { arrivals: erlangGaps(instances, instances / (source.perMs ?? 0)), why: null };
    return none(`${balance} over ${instances} instances has no closed form`);
  }

  /** All stations that a request, or one that met it, may have been to. */
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

const isPoisson = ({ perMs, arrivals }: TrafficOutline): boolean => perMs !== null && arrivals === "poisson";

/** All of one source's requests come straight here, so that their gaps here are those of the traffic. */
function isDirect({ key, visits }: Place, [source, ...others]: readonly TrafficOutline[]): boolean {
  if (source === undefined || others.length > 0 || visits.length > 1 || source.endpoints.length > 1) return false;
  const [first] = source.endpoints.flatMap(({ stages }) => stages);
  const begun = first?.kind === "try" ? first.body[0] : first;
  return begun?.kind === "hold" && keyOf(begun.at) === key;
}

function renewal(place: Place, sources: readonly TrafficOutline[]): Arrivals {
  const gaps = place.station.instances === 1 && isDirect(place, sources) ? gapsOf(sources[0]!) : null;
  return gaps === null ? none("the traffic is not Poisson") : { arrivals: gaps, why: null };
}

function gapsOf({ arrivals, perMs }: TrafficOutline): Gaps | null {
  if (perMs === null || arrivals === "poisson") return null;
  if (arrivals === "constant") return constantGaps(1 / perMs);
  const { gaps } = arrivals;
  if (gaps.kind === "constant") return constantGaps(1 / perMs);
  if (gaps.kind === "erlang" || gaps.kind === "gamma") return erlangGaps(gaps.shape, 1 / perMs);
  if (gaps.kind === "exponential") return erlangGaps(1, 1 / perMs);
  if (gaps.kind !== "hyperexponential" || gaps.branches.length !== 2) return null;
  const [first, second] = gaps.branches as [
    { probability: number; mean: number },
    { probability: number; mean: number },
  ];
  const scale = 1 / perMs / (first.probability * first.mean + second.probability * second.mean);
  return hyperexponentialGaps(first.probability, 1 / (first.mean * scale), 1 / (second.mean * scale));
}
