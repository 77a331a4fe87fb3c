/** Builds what a cache holds. */
import { ByKey } from "../../../components/cache/by-key.js";
import { ByChance, type CacheContents } from "../../../components/cache/cache-contents.js";
import { AtRandom, OldestDrawn } from "../../../components/cache/evictions/at-random.js";
import { ByCount } from "../../../components/cache/evictions/by-count.js";
import { ByRecency } from "../../../components/cache/evictions/by-recency.js";
import type { Eviction } from "../../../components/cache/evictions/eviction.js";
import { KeyStore, placesOf } from "../../../components/cache/key-store.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import type { RandomStream } from "../../../engine/random/stream.js";
import type { Assembly } from "../../wiring/assembly.js";
import { askedOf, type Keeps } from "./keys.js";
import type { CacheOptions } from "./options.js";

const EVICTIONS: Record<Keeps, (places: number, stream: RandomStream) => Eviction | null> = {
  LRU: (places) => new ByRecency(places, true),
  FIFO: (places) => new ByRecency(places, false),
  random: (_, stream) => new AtRandom(stream),
  LFU: (places) => new ByCount(places),
  "perfect-LFU": () => null,
  "sampled-LRU": (places, stream) => new OldestDrawn(places, stream),
};

export function contents(assembly: Assembly, name: string, options: CacheOptions): CacheContents {
  const { flow, streams } = assembly;
  const asked = askedOf(options);
  if (asked === null) return new ByChance(flow, options.hit ?? 0);
  const { keeps, ttl, capacity: said } = options;
  const { keys } = asked.popularity;
  const inBytes = typeof said === "object";
  const sizes = inBytes && asked.size !== undefined ? makeSampler(asked.size, streams.named(`size:${name}`)) : null;
  const sizeOf = sizes === null ? null : (key: number): number => sizes.next(key, 0);
  const capacity = inBytes ? said.bytes : said;
  const staleMs = options["stale-while-revalidate"] ?? 0;
  const evicted = streams.named(`evicts:${name}`);
  const lots = streams.named(`absent:${name}`);
  const forgets = options.absent > 0 && !options["caches-absent"];
  let stores = 0;
  return new ByKey(flow, {
    name,
    newStore() {
      const places = placesOf({ keys, capacity, sizeOf });
      const stream = stores === 0 ? evicted : evicted.sibling(stores);
      stores++;
      return new KeyStore({ keys, capacity, sizeOf, evicts: EVICTIONS[keeps](places, stream), staleMs });
    },
    ttlMs: ttl === undefined ? null : makeSampler(ttl, streams.named(`ttl:${name}`)),
    renews: options.expires === "after-use",
    servesStale: staleMs > 0,
    oneFetches: options.fill === "one-at-a-time",
    isVoid: forgets ? (key) => lots.uniform(key, 0) < options.absent : () => false,
    readAtMs: hasOthers(assembly) ? assembly.data.readAtMs : null,
  });
}

/** Whether other caches may stand behind one. */
const hasOthers = ({ model: { parts } }: Assembly): boolean =>
  Object.values(parts).filter(({ type }) => type === "cache").length > 1;
