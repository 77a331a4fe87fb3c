/** What cache servers call what a cache here has. */
import type { OtherWords } from "../../language/other-words.js";
import { CORES_WORDS, LEFT_OUT } from "../shared/other-words.js";

export const CACHE_CALLED =
  "redis memcached memcache valkey elasticache varnish cdn cloudfront cloudflare fastly akamai dragonfly hazelcast " +
  "ehcache caffeine guava lru in-memory-cache";

export const CACHE_WORDS: OtherWords = {
  keys: {
    hit: "hit-rate hit-ratio hits hit-probability cache-hit-ratio hit-percentage",
    time: "latency lookup-time look-up rtt response-time access-time ttfb",
    memory: CORES_WORDS.keys.memory,
    capacity: "max-entries max-items max-keys maximum-size size",
    keeps: "eviction eviction-policy maxmemory-policy policy",
  },
  entries: {
    "miss-rate miss-ratio misses miss": ({ value }) => {
      const [, number, unit] = /^\s*([\d.]+)\s*(%?)\s*$/.exec(String(value)) ?? [];
      if (number === undefined) return null;
      return `hit: ${Number((100 - Number(number) * (unit === "%" ? 1 : 100)).toPrecision(6))}%`;
    },
  },
  leftOut: {
    ...LEFT_OUT,
    "cpu cpus cores replicas connections max-connections": "a look-up takes its `time`, and no core",
  },
};
