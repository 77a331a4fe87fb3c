import { ByChance, type CacheContents } from "../../../components/cache/cache-contents.js";
import type { Breakdowns } from "../../../components/faults/breakdowns.js";
import { type Built, partKind } from "../../language/kinds.js";
import { AVAILABILITY, checkPlannedOutages, OUTAGE, plannedBreakdowns } from "../shared/breakdowns.js";
import { gigabytes, MEMORY } from "../shared/memory.js";
import { cacheChanges } from "./changes.js";
import { coldCache } from "./cold-cache.js";
import { contents } from "./contents.js";
import { drawnCache } from "./drawn.js";
import { EXAMPLES } from "./examples.js";
import { CACHE_FIGURES } from "./figures.js";
import { fillMs } from "./fill.js";
import { get } from "./get.js";
import { invalidate } from "./invalidate.js";
import { type Asked, askedOf } from "./keys.js";
import { checkKeys } from "./keys-sense.js";
import { CACHE_EFFECTS, type CacheOptions, cacheOptions } from "./options.js";
import { CACHE_CALLED, CACHE_WORDS } from "./other-words.js";
import { put } from "./put.js";

export interface BuiltCache extends Built {
  readonly contents: CacheContents;
  readonly asked: Asked | null; // Null: no keys.
  readonly of: string | undefined; // The data it holds.
  readonly perInstance: boolean;
  /** Each key goes with this probability, as when one of the processes that hold them begins anew. */
  empty(share: number): void;
  readonly breakdowns: Breakdowns | null;
}

/** A cache, by its hit rate or by the keys it holds. */
export const cache = partKind({
  type: "cache",
  alsoCalled: CACHE_CALLED,
  toldBy: ["hit"],
  otherWords: CACHE_WORDS,
  summary: "answers a look-up, or has a miss: with a given probability, or by the keys it holds",
  examples: EXAMPLES,
  options: cacheOptions,
  effects: CACHE_EFFECTS,
  steps: [get, invalidate, put],
  figures: [OUTAGE, AVAILABILITY, ...CACHE_FIGURES],
  build(assembly, name, options): BuiltCache {
    const held = contents(assembly, name, options);
    const breakdowns = plannedBreakdowns(assembly, name, 1, []);
    for (const verb of ["flush", "down"]) assembly.timeline.when(verb, name, () => held.flush());
    if (held instanceof ByChance)
      assembly.timeline.whenChanged(
        name,
        ({ hit = 0 }: CacheOptions) => hit,
        (hit) => held.become(hit),
      );
    const lots = assembly.streams.named(`empty:${name}`);
    let times = 0;
    const empty = (share: number): void => {
      times++;
      held.drop((key) => lots.uniform(key, times) < share);
    };
    const perInstance = options.per === "instance";
    return {
      contents: held,
      asked: askedOf(options, assembly.model),
      of: options.of,
      perInstance,
      breakdowns,
      empty,
      get meter() {
        const measures = [...held.measures, ...(breakdowns?.measures ?? [])];
        return { name, type: "cache", resources: [], measures };
      },
    };
  },
  drawn: drawnCache,
  mayChange: [{ at: "time", freely: true }, { at: "hit" }],
  units: { caches: () => 1, [MEMORY]: ({ memory }) => gigabytes(memory) },
  needsItsRate: ({ ttl }) => ttl !== undefined,
  moments: ({ keys, of }, name) => ({
    slow: [name],
    down: [name],
    throttle: [name],
    ...(keys === undefined && of === undefined ? {} : { flush: [name] }),
  }),
  risks: coldCache,
  changes: cacheChanges,
  check(sense, name, options) {
    const asked = askedOf(options, sense.model);
    checkKeys(sense, ["parts", name], options, asked);
    if (sense.noted.has(`changed ${name}`) && !sense.noted.has(`asked ${name}`))
      sense.warn(["parts", name], `"${name}" is changed and never asked: nothing says \`get: ${name}\``);
    checkPlannedOutages(sense, name, {});
    const ms = fillMs(asked, options, sense.paces.lookUpsPerMs.get(name) ?? 0);
    sense.paces.settles(name, { ms, what: `${name} fills within about` });
  },
});
