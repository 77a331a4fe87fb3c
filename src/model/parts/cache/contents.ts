/** Builds what a cache holds. */
import { ByKey, type KnownVersions } from "../../../components/cache/by-key.js";
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
  const asked = askedOf(options, assembly.model);
  if (asked === null) return new ByChance(flow, options.hit ?? 0);
  const { keeps, ttl, capacity: said } = options;
  const { keys } = asked.popularity;
  const inBytes = typeof said === "object";
  const sizeOf = inBytes ? sizesOf(assembly, name, options) : null;
  const versions = versionsOf(assembly, options);
  const capacity = inBytes ? said.bytes : said;
  const staleMs = options["stale-while-revalidate"] ?? 0;
  const evicted = streams.named(`evicts:${name}`);
  const lots = streams.named(`absent:${name}`);
  const forgets = options.absent > 0 && !options["caches-absent"];
  const isVersioned = versions !== null;
  let stores = 0;
  const cache = new ByKey(flow, {
    name,
    newStore() {
      const places = placesOf({ keys, capacity, sizeOf });
      const stream = stores === 0 ? evicted : evicted.sibling(stores);
      stores++;
      return new KeyStore({ keys, capacity, sizeOf, evicts: EVICTIONS[keeps](places, stream), staleMs, isVersioned });
    },
    ttlMs: ttl === undefined ? null : makeSampler(ttl, streams.named(`ttl:${name}`)),
    renews: options.expires === "after-use",
    servesStale: staleMs > 0,
    oneFetches: options.fill === "one-at-a-time",
    isVoid: forgets ? (key) => lots.uniform(key, 0) < options.absent : () => false,
    readAtMs: hasOthers(assembly) ? assembly.data.readAtMs : null,
    versions,
  });
  hearsOfWrites(assembly, name, options, cache);
  return cache;
}

function sizesOf({ data, streams }: Assembly, name: string, { of, keys }: CacheOptions): (key: number) => number {
  if (of !== undefined) {
    const datum = data.named(of);
    return (key) => datum.sizeOf(key);
  }
  const sizes = keys?.size === undefined ? null : makeSampler(keys.size, streams.named(`size:${name}`));
  return (key) => sizes?.next(key, 0) ?? 0;
}

/** Null where nothing writes what it holds: then all of it is the latest. */
function versionsOf({ data }: Assembly, { of }: CacheOptions): KnownVersions | null {
  return of === undefined || !data.isWritten(of) ? null : { datum: data.named(of), freshness: data.freshness() };
}

function hearsOfWrites({ data, streams }: Assembly, name: string, options: CacheOptions, cache: ByKey): void {
  const { of, lost } = options;
  const onWrite = options["on-write"];
  if (of === undefined || onWrite === "nothing") return;
  const losses = lost === 0 ? null : { share: lost, stream: streams.named(`lost:${name}`) };
  data.named(of).onceWritten((key, request) => {
    if (onWrite === "invalidates") cache.invalidate(request, key, losses);
    else cache.update(request, key, losses);
  });
}

/** Whether other caches may stand behind one. */
const hasOthers = ({ model: { parts } }: Assembly): boolean =>
  Object.values(parts).filter(({ type }) => type === "cache").length > 1;
