/** The holding time of a station whose inner stations have no queue. */

import { roundsOf } from "../../model/check/rounds.js";
import { type Law, lawOf, type Stage } from "../../model/outline/outline.js";
import { keyOf, type Network, type Place } from "./network.js";
import { survival } from "./survival.js";

const NOTHING: Law = { mean: 0, variance: 0, shape: "constant", infiniteMoment: null };

export class Holding {
  readonly #network: Network;
  readonly #neverWaited: (key: string) => boolean;

  /** @param neverWaited in any run: then the limit had no effect on those runs */
  constructor(network: Network, neverWaited: (key: string) => boolean) {
    this.#network = network;
    this.#neverWaited = neverWaited;
  }

  neverWaits(key: string): boolean {
    if (this.#network.places.get(key)!.station.setUp !== null) return false; // A request may wait for the start too.
    return this.#neverWaited(key) || this.hasRoomForAll(key);
  }

  /** All visits also hold another resource, of less capacity. */
  hasRoomForAll(key: string): boolean {
    const { station, visits } = this.#network.places.get(key)!;
    const { servers, instances, contention, coherency, outages, setUp } = station;
    if (
      contention > 0 ||
      coherency > 0 ||
      outages !== null ||
      setUp !== null ||
      visits.some(({ within }) => within.length === 0)
    )
      return false;
    const around = [...new Set(visits.map(({ within }) => within[0]!))].map(
      (key) => this.#network.places.get(key)!.station,
    );
    if (instances === 1) return around.reduce((sum, bank) => sum + bank.servers * bank.instances, 0) <= servers;
    return around.every((bank) => bank.part === station.part) && around[0]!.servers <= servers;
  }

  /** Of any visit to the place; null if it depends on more than independent draws. */
  of({ visits }: Place): Law | null {
    const total = visits.reduce((sum, { perMs }) => sum + perMs, 0);
    return this.#mixture(visits.map(({ perMs, body }) => ({ share: total > 0 ? perMs / total : 0, body })));
  }

  #sum(stages: readonly Stage[]): Law | null {
    let sum = NOTHING;
    for (const [i, stage] of stages.entries()) {
      const law = this.#stage(stage);
      if (law === null) return null;
      if (survival([stage]) < 1 && stages.slice(i + 1).some((next) => (this.#stage(next)?.mean ?? 1) > 0)) return null;
      sum = added(sum, law);
    }
    return sum;
  }

  #stage(stage: Stage): Law | null {
    switch (stage.kind) {
      case "time":
        return lawOf(stage.law);
      case "cores":
        return this.neverWaits(keyOf(stage.at)) ? lawOf(stage.law) : null;
      case "token":
        return this.neverWaits(keyOf(stage.at)) ? NOTHING : null;
      case "hold":
        return this.neverWaits(keyOf(stage.at)) ? this.#sum(stage.body) : null;
      case "either":
        return this.#mixture(stage.ways);
      case "repeat": {
        const round = survival(stage.body) < 1 ? null : this.#sum(stage.body);
        const rounds = roundsOf(stage.times);
        return round === null || rounds === null ? null : compound(rounds, round);
      }
      case "try":
        return survival(stage.body) < 1 ? null : this.#sum(stage.body);
      case "fail":
      case "aside":
        return NOTHING;
      case "together":
      case "unclear":
        return null;
    }
  }

  #mixture(ways: readonly { readonly share: number; readonly body: readonly Stage[] }[]): Law | null {
    const laws = ways.filter(({ share }) => share > 0).map(({ share, body }) => ({ share, law: this.#sum(body) }));
    if (laws.some(({ law }) => law === null)) return null;
    const [first, ...others] = laws as { share: number; law: Law }[];
    if (first === undefined) return NOTHING;
    if (others.every(({ law }) => isSame(law, first.law))) return first.law;
    const all = [first, ...others];
    const mean = all.reduce((sum, { share, law }) => sum + share * law.mean, 0);
    const second = all.reduce((sum, { share, law }) => sum + share * (law.variance + law.mean ** 2), 0);
    return { mean, variance: second - mean ** 2, shape: "other", infiniteMoment: lowest(all.map(({ law }) => law)) };
  }
}

function added(a: Law, b: Law): Law {
  if (a.mean === 0 && a.variance === 0) return b;
  if (b.mean === 0 && b.variance === 0) return a;
  const shape = a.shape === "constant" && b.shape === "constant" ? "constant" : "other";
  return { mean: a.mean + b.mean, variance: a.variance + b.variance, shape, infiniteMoment: lowest([a, b]) };
}

function compound(rounds: { mean: number; variance: number }, round: Law): Law {
  const variance = rounds.mean * round.variance + (rounds.variance === 0 ? 0 : rounds.variance * round.mean ** 2);
  const isOnce = rounds.mean === 1 && rounds.variance === 0;
  const shape = isOnce ? round.shape : variance === 0 ? "constant" : "other";
  return { mean: rounds.mean * round.mean, variance, shape, infiniteMoment: round.infiniteMoment };
}

const isSame = (a: Law, b: Law): boolean =>
  a.shape !== "other" && a.shape === b.shape && Math.abs(a.mean - b.mean) <= 1e-9 * a.mean;

function lowest(laws: readonly Law[]): number | null {
  const moments = laws.flatMap(({ infiniteMoment }) => (infiniteMoment === null ? [] : [infiniteMoment]));
  return moments.length === 0 ? null : Math.min(...moments);
}
