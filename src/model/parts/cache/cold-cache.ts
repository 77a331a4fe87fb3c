/**
 * The risk of a cold cache: with a hit rate of 0 %, are the parts behind it overloaded?
 *
 * By the offered load that `check` gives, at the highest planned rate. Closed users are left out, since their rate is
 * unknown without a run. Without any waiting, so a lower bound.
 */
import type { OfferedLoad } from "../../check/sense.js";
import { rounded } from "../../language/values/units.js";
import type { Risk, Surroundings } from "../../risks/risk.js";
import { type CacheOptions, cacheOptions } from "./options.js";

export function coldCache({ model, loadsOf }: Surroundings, name: string, options: CacheOptions): readonly Risk[] {
  const { time, memory } = options;
  const cold = { ...cacheOptions().parse({ hit: 0 }), type: "cache", time, memory };
  const warm = loadsOf(model);
  return loadsOf({ ...model, parts: { ...model.parts, [name]: cold } })
    .filter((load) => load.busy >= load.capacity && busyOf(warm, load) < load.capacity)
    .map((load) => ({
      rule: "cold-cache",
      subject: `${name}: ${load.part} ${load.resource}`,
      message: `when ${name} is cold, ${load.part} ${load.resource} is offered ${share(load.busy, load)} of its capacity; warm ${share(busyOf(warm, load), load)}`,
      path: ["parts", name],
    }));
}

const busyOf = (loads: readonly OfferedLoad[], { part, resource }: OfferedLoad): number =>
  loads.find((load) => load.part === part && load.resource === resource)?.busy ?? 0;

const share = (busy: number, { capacity }: OfferedLoad): string => `${rounded(Math.round((busy / capacity) * 100))}%`;
