/** Each station of a network: its parameters, and which closed form applies. */
import { type Law, lawOf, type Stage, type Station } from "../../model/outline/outline.js";
import { ArrivalKinds } from "./arrivals.js";
import { comeTogether } from "./forks.js";
import {
  type ClassShare,
  type Form,
  type InnerStation,
  isLimited,
  isUsual,
  odditiesOf,
  type Question,
} from "./form.js";
import { formOf } from "./forms/index.js";
import { Holding } from "./holding.js";
import { type Cut, keyOf, type Network, type Place } from "./network.js";

/** What in the runs decides which theory applies. */
export interface Seen {
  neverWaited(key: string): boolean;
  wasRefused(key: string): boolean;
}

export interface StationTheory {
  readonly place: Place;
  readonly perMs: number; // λ of all instances.
  readonly law: Law | null;
  readonly rho: number | null; // Offered load per server; null if the holding time depends on queues inside.
  readonly form: Form | null;
  readonly why: string | null; // Why there is none or only an approximate one; null too if another form covers it.
}

export const OVERLOADED = "it is asked for more than it has";
export const NEVER_WAITS = "no request ever waits here";
export const NO_REQUESTS = "no request comes here";

export class Stations {
  readonly network: Network;
  readonly holding: Holding;
  readonly #seen: Seen;
  readonly #arrivals: ArrivalKinds;

  constructor(network: Network, seen: Seen) {
    this.network = network;
    this.#seen = seen;
    this.holding = new Holding(network, (key) => seen.neverWaited(key));
    this.#arrivals = new ArrivalKinds(network, {
      neverWaits: (key) => this.holding.neverWaits(key),
      departsPoisson: (place) => this.#departsPoisson(place),
    });
  }

  theories(): StationTheory[] {
    const all = [...this.network.places.values()].map((place) => this.theory(place));
    const outers = new Map(
      all.flatMap(({ form, place }) => (form?.meanInsideMs == null ? [] : [[this.#inner(place)?.key, form]])),
    );
    return all.map((theory) => {
      const outer = outers.get(theory.place.key);
      return outer === undefined || theory.form !== null ? theory : { ...theory, why: outer.why };
    });
  }

  theory(place: Place): StationTheory {
    const { station, key } = place;
    const law = this.holding.of(place);
    const perMs = ratePerMs(place);
    const inner = law === null ? this.#inner(place) : null;
    const load = law === null || isSlowed(station) ? null : (perMs * law.mean) / (station.servers * station.instances);
    const cuts = place.visits.map(({ cut }) => cut);
    const isCut = cuts.some((cut) => cut !== null);
    const rho = worksLonger(station) || isCut ? null : load;
    const known = { place, perMs, law, rho };
    if (perMs === 0) return { ...known, form: null, why: NO_REQUESTS };
    const deadlineMs = isCut ? deadlineOf(cuts) : null;
    if (isCut && deadlineMs === null) return { ...known, form: null, why: "a deadline stops what is done here" };
    if (this.holding.hasRoomForAll(key)) return { ...known, form: null, why: NEVER_WAITS };
    const mayLose = this.#seen.wasRefused(key);
    if (mayLose && place.visits.some(({ isCaught }) => isCaught))
      return { ...known, rho: null, form: null, why: "who is refused tries again, or does something else" };
    const sender = this.#sender(place);
    if (sender !== undefined)
      return { ...known, rho: null, form: null, why: `requests refused at ${sender} come back, or come here instead` };
    if (load !== null && load >= availableOf(station) && !isLimited(station) && !isCut)
      return { ...known, form: null, why: OVERLOADED };
    if (law === null && inner === null) {
      const depends = "how long it is held depends on what waits inside";
      return { ...known, form: null, why: this.holding.neverWaits(key) ? NEVER_WAITS : depends };
    }
    if (!station.sharing && law?.infiniteMoment != null && law.infiniteMoment <= 2)
      return { ...known, form: null, why: "service times have an infinite variance, so the mean wait is infinite" };
    const { arrivals, why, batch = null } = this.#arrivals.of(place);
    const classes = Array.from({ length: station.classes }, (_, rank) => this.#class(place, rank));
    const ofOne = { station, perMs: perMs / station.instances, law, inner, classes };
    const question: Question = { ...ofOne, arrivals, batch, deadlineMs, mayLose };
    const form = formOf(question);
    if (form === null && this.holding.neverWaits(key)) return { ...known, form, why: NEVER_WAITS };
    return { ...known, form, why: form === null ? (why ?? noForm(question)) : form.why };
  }

  #class({ visits, ...place }: Place, rank: number): ClassShare {
    const of = { ...place, visits: visits.filter((visit) => visit.rank === rank) };
    return { perMs: ratePerMs(of) / place.station.instances, law: this.holding.of(of) };
  }

  /** Stations with refusals here, beside it, or on the way to it. */
  refusing(place: Place): string | null {
    const beside = place.visits.flatMap(({ forks }) => forks.flatMap((fork) => [...fork.beside]));
    const way = [...this.#arrivals.allBefore(place.key), place.key, ...beside];
    return way.find((key) => this.#seen.wasRefused(key)) ?? null;
  }

  /** Stations whose refusals add visits here, by a retry or a fallback, or to a station visited before. */
  #sender({ key }: Place): string | undefined {
    return [key, ...this.#arrivals.allBefore(key)]
      .flatMap((here) => [...(this.network.sentBy.get(here) ?? [])])
      .find((there) => this.#seen.wasRefused(there));
  }

  #departsPoisson(place: Place): boolean {
    const { station, key } = place;
    if (comeTogether(place) || place.visits.some(({ cut }) => cut !== null)) return false;
    if (!isUsual(station) || this.#seen.wasRefused(key) || (station.instances > 1 && station.balance !== "random"))
      return false;
    if (station.sharing) return station.contention === 0 && station.coherency === 0;
    const law = this.holding.of(place);
    if (law !== null) return law.shape === "exponential";
    const inner = this.#inner(place);
    return inner !== null && isUsual(inner.station) && inner.law.shape === "exponential";
  }

  /** The only inner station, if all visitors go there and to no other, and nothing else visits it. */
  #inner({ key, station, visits }: Place): InnerStation | null {
    const bodies = visits.map(({ body }) => this.#onlyStation(body));
    const [first] = bodies;
    if (first === null || first === undefined || bodies.some((at) => at !== first)) return null;
    const inside = this.network.places.get(first)!;
    const isOwn = inside.visits.every(({ within }) => within.includes(key));
    const law = this.holding.of(inside);
    if (!isOwn || law === null || inside.station.instances !== station.instances) return null;
    return { key: first, station: inside.station, law };
  }

  #onlyStation(stages: readonly Stage[]): string | null {
    const busy = stages.filter((stage) => stage.kind !== "aside" && !(stage.kind === "time" && isNothing(stage)));
    const [only] = busy;
    if (busy.length !== 1 || only === undefined) return null;
    if (only.kind === "hold" && this.holding.neverWaits(keyOf(only.at))) return this.#onlyStation(only.body);
    return only.kind === "cores" || only.kind === "hold" ? keyOf(only.at) : null;
  }
}

/** Counted from the arrival here, the same for all visits; null where it begins elsewhere or only some have it. */
function deadlineOf(cuts: readonly (Cut | null)[]): number | null {
  const [first] = cuts;
  const isShared = cuts.every((cut) => cut?.isOfStay === true && cut.afterMs === first?.afterMs);
  return isShared ? (first?.afterMs ?? null) : null;
}

const isSlowed = ({ contention, coherency }: Station): boolean => contention > 0 || coherency > 0;

/** More than the demand: restarted work, or a slot held until its instance has started. */
const worksLonger = ({ outages, setUp }: Station): boolean => outages?.repeats === true || setUp !== null;

/** The share of time in which it can work. */
function availableOf({ outages }: Station): number {
  if (outages === null) return 1;
  const [up, down] = [lawOf(outages.up).mean, lawOf(outages.down).mean];
  return up / (up + down);
}

export const ratePerMs = ({ visits }: Place): number => visits.reduce((sum, { perMs }) => sum + perMs, 0);

const isNothing = ({ law }: Extract<Stage, { kind: "time" }>): boolean => law.kind === "constant" && law.value === 0;

const ODD = {
  classes: "those who go first",
  outages: "breakdowns",
  "set-up": "instances that are off",
} as const;

function noForm({ station, arrivals, law, inner, deadlineMs }: Question): string {
  if (deadlineMs !== null) return "a deadline has a closed form only in a queue of one server with exponential times";
  if (station.sharing && isSlowed(station))
    return "cores that slow each other down have a closed form only behind a pool";
  const odd = [station, ...(inner === null ? [] : [inner.station])].flatMap(odditiesOf);
  if (odd.length > 0) return `no closed form is known for ${ODD[odd[0]!]} here`;
  if (arrivals !== "poisson" && arrivals !== "network") return "no closed form is known for such arrivals here";
  if (inner !== null) return "what is held inside is not exponential, or not alone";
  return law?.shape === "exponential"
    ? "limits of this sort have no closed form"
    : "no closed form is known for this service time";
}
