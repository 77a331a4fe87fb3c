/** What a cache holds. Hit ratios against theory: test/oracles and test/theory. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AtRandom, OldestDrawn } from "../../src/components/cache/evictions/at-random.js";
import { ByCount } from "../../src/components/cache/evictions/by-count.js";
import { ByRecency } from "../../src/components/cache/evictions/by-recency.js";
import type { Eviction } from "../../src/components/cache/evictions/eviction.js";
import { ABSENT, KeyStore, type KeyStoreOptions } from "../../src/components/cache/key-store.js";
import { RandomStream } from "../../src/engine/random/stream.js";
import { failures, latencies, measure, requests, simulate } from "../simulate.js";

const KEYS = 6;
const EVICTIONS = {
  LRU: () => new ByRecency(KEYS, true),
  FIFO: () => new ByRecency(KEYS, false),
  LFU: () => new ByCount(KEYS),
  perfect: () => null,
  random: () => new AtRandom(new RandomStream([1, 2, 3, 4])),
  sampled: () => new OldestDrawn(KEYS, new RandomStream([1, 2, 3, 4])),
} satisfies Record<string, () => Eviction | null>;
type Policy = keyof typeof EVICTIONS;

/** Even keys of 1 byte, odd ones of 2. */
const bytesOf = (key: number): number => 1 + (key % 2);

interface Config extends Pick<KeyStoreOptions, "capacity"> {
  readonly policy: Policy;
  readonly inBytes: boolean;
}

const storeOf = ({ policy, capacity, inBytes }: Config): KeyStore =>
  new KeyStore({
    keys: KEYS,
    capacity,
    sizeOf: inBytes ? bytesOf : null,
    evicts: EVICTIONS[policy](),
    staleMs: 0,
    isVersioned: true,
  });

/** The same, as a list of the keys held, that which goes next last. */
class Plain {
  held: { key: number; expiresMs: number; version: number; uses: number }[] = [];
  constructor(readonly config: Config) {}
  use(key: number, nowMs: number): boolean {
    const found = this.held.find((one) => one.key === key);
    if (found === undefined) return false;
    if (nowMs >= found.expiresMs) this.invalidate(key);
    else this.#used(found);
    return nowMs < found.expiresMs;
  }
  fill(key: number, expiresMs: number, version: number): void {
    const { capacity, policy } = this.config;
    const found = this.held.find((one) => one.key === key);
    if (found !== undefined) {
      this.#used(found);
      Object.assign(found, { expiresMs, version });
      return;
    }
    if (policy === "perfect" && key >= this.#mostPopular()) return;
    if (this.#size(key) > capacity) return;
    while (this.#all() + this.#size(key) > capacity) this.held.pop();
    this.held.push({ key, expiresMs, version, uses: 0 });
    this.#used(this.held.at(-1)!);
  }
  invalidate(key: number): void {
    this.held = this.held.filter((one) => one.key !== key);
  }
  #used(one: Plain["held"][number]): void {
    const { policy } = this.config;
    if (policy === "FIFO" && one.uses > 0) return;
    one.uses++;
    this.held = [one, ...this.held.filter((other) => other !== one)];
    if (policy === "LFU") this.held.sort((a, b) => b.uses - a.uses); // Stable: of several the latest first.
  }
  #mostPopular(): number {
    let bytes = 0;
    let key = 0;
    while (key < KEYS && bytes + this.#size(key) <= this.config.capacity) bytes += this.#size(key++);
    return key;
  }
  #size = (key: number): number => (this.config.inBytes ? bytesOf(key) : 1);
  #all = (): number => this.held.reduce((sum, { key }) => sum + this.#size(key), 0);
}

const acts = fc.array(
  fc.record({ key: fc.nat(KEYS - 1), afterMs: fc.nat(4), does: fc.constantFrom("look", "look", "fill", "drop") }),
  { maxLength: 80 },
);
const configs = (...policies: Policy[]) =>
  fc.record({
    policy: fc.constantFrom(...policies),
    capacity: fc.constantFrom(1, 2, 3, 5, Number.POSITIVE_INFINITY),
    inBytes: fc.boolean(),
    ttlMs: fc.constantFrom(3, 10, Number.POSITIVE_INFINITY),
  });

describe("a cache", () => {
  it("hits what a plain list of its keys would hit", () => {
    const same = (
      { ttlMs, ...config }: Config & { ttlMs: number },
      all: { key: number; afterMs: number; does: string }[],
    ) => {
      const [store, plain] = [storeOf(config), new Plain(config)];
      let now = 0;
      let version = 0;
      for (const { key, afterMs, does } of all) {
        now += afterMs;
        if (does === "drop") for (const one of [store, plain]) one.invalidate(key);
        else {
          const place = store.find(key, now);
          if (place !== ABSENT) store.use(place);
          expect(place !== ABSENT).toBe(plain.use(key, now));
          if (does !== "fill" && place !== ABSENT) continue;
          version++;
          store.fill(key, 10 * version, now + ttlMs, version);
          plain.fill(key, now + ttlMs, version);
        }
        expect(store.held).toBe(plain.held.length);
        for (const { key: each, ...known } of plain.held) {
          const place = store.find(each, Number.NEGATIVE_INFINITY);
          const { expiresMs, readMs, version: held } = store;
          expect([expiresMs[place], readMs[place], held[place]]).toEqual([
            known.expiresMs,
            10 * known.version,
            known.version,
          ]);
        }
      }
    };
    fc.assert(fc.property(configs("LRU", "FIFO", "LFU", "perfect"), acts, same), { numRuns: 400 });
  });

  it("that evicts at random holds what was filled last, and never more than it has room for", () => {
    const fits = ({ ttlMs: _, ...config }: Config & { ttlMs: number }, all: { key: number; does: string }[]) => {
      const store = storeOf(config);
      for (const { key, does } of all) {
        if (does === "drop") store.drop((one) => one === key);
        else store.fill(key, 0, Number.POSITIVE_INFINITY);
        const held = Array.from({ length: KEYS }, (_, each) => each).filter((each) => store.find(each, 0) !== ABSENT);
        expect(store.held).toBe(held.length);
        const used = held.reduce((sum, each) => sum + (config.inBytes ? bytesOf(each) : 1), 0);
        expect(used).toBeLessThanOrEqual(config.capacity);
        expect(held.includes(key)).toBe(does !== "drop" && !(config.inBytes && bytesOf(key) > config.capacity));
      }
    };
    fc.assert(fc.property(configs("random", "sampled"), acts, fits));
  });
});

const cached = (cache: string, steps: string): string => `
version: 1
traffic: { users: { ${requests(4, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${steps}] } }
  cache: { type: cache, time: 0, ${cache} }`;
const times = (cache: string, steps = "{ get: cache, miss: [{ delay: 5ms }] }"): number[] =>
  latencies(simulate(cached(cache, steps)), "web.page");

it("a miss fills it, when what was asked for has come", () => {
  expect(times("keys: { count: 1 }")).toEqual([0, 0, 0, 5]);
  expect(times("keys: { count: 1 }", "{ get: cache, miss: [{ delay: 15ms }] }")).toEqual([0, 0, 15, 15]);
  expect(times("keys: { count: 1 }, ttl: 12ms")).toEqual([0, 0, 5, 5]);
  expect(times("keys: { count: 1 }, ttl: 12ms, expires: after-use")).toEqual([0, 0, 0, 5]);
});
it("a miss that fails does not", () => {
  const measured = simulate(cached("keys: { count: 1 }", "{ get: cache, miss: [{ fail: 100% }] }"));
  expect(measure(measured, "cache", "hitRate")).toBe(0);
});
it("look-ups of one name ask for the same key, in whatever cache", () => {
  const twice = "{ get: cache, key: product, miss: [] }, { get: cache, key: product, miss: [{ delay: 5ms }] }";
  expect(times("keys: { count: 100000, zipf: 0 }", twice)).toEqual([0, 0, 0, 0]);
  expect(times("keys: { count: 100000, zipf: 0 }", twice.replace("key: product", "key: user"))).toEqual([5, 5, 5, 5]);
});

/** Five requests 10 ms apart; what they ask for takes 25 ms. */
const fetched = (cache: string, steps = "{ get: cache, miss: [{ delay: 25ms }] }") =>
  simulate(cached(`keys: { count: 1 }, ${cache}`, steps).replace(requests(4, 10), requests(5, 10)));

describe("the fetches of a key that several miss", () => {
  it("are one each, until the first has filled it", () => {
    const measured = fetched("fill: all-at-once");
    expect(latencies(measured, "web.page")).toEqual([0, 0, 25, 25, 25]);
    expect(measure(measured, "cache", "fetchesAtOnce")).toBe(3);
  });
  it("are one, for which the others wait", () => {
    const measured = fetched("fill: one-at-a-time");
    expect(latencies(measured, "web.page")).toEqual([0, 0, 5, 15, 25]);
    expect(measure(measured, "cache", "fetchesAtOnce")).toBe(1);
    expect(measure(measured, "cache", "hitRate")).toBe(2 / 5);
    expect(measure(measured, "cache", "fills")).toBe(1);
  });
  it("that fails fail all who wait for it; the next fetches anew", () => {
    const measured = fetched("fill: one-at-a-time", "{ get: cache, miss: [{ delay: 25ms }, { fail: 100% }] }");
    expect(failures(measured, "web.page")).toEqual({ "failed web": 2, "fetch-failed cache": 3 });
  });
  it("that is given up fails all who wait for it", () => {
    const within = "{ call: web.inner, deadline: 15ms }";
    const model = cached("keys: { count: 1 }, fill: one-at-a-time", within).replace(
      "endpoints: {",
      "endpoints: { inner: [{ get: cache, miss: [{ delay: 25ms }] }],",
    );
    // Stopped at 25, at which the one of 20 fails too; that of 30 fetches anew, and is stopped at 45 like that of 40.
    expect(failures(simulate(model), "web.page")).toEqual({ "deadline web": 2, "fetch-failed cache": 2 });
  });
  it("does not keep those who wait beyond a deadline of their own", () => {
    const model = cached("keys: { count: 1 }, fill: one-at-a-time", "{ call: web.inner }")
      .replace(
        "endpoints: {",
        "endpoints: { inner: [{ get: cache, miss: [{ delay: 25ms }] }], hasty: [{ call: web.inner, deadline: 8ms }],",
      )
      .replace(
        "traffic: {",
        "traffic: { hasty: { rate: { profile: [{ at: 0, rate: 40/s }, { at: 37ms, rate: 0/s }] }, arrivals: constant, to: web.hasty },",
      );
    const measured = simulate(model);
    expect(failures(measured, "web.hasty")).toEqual({ "deadline web": 1 });
    expect(latencies(measured, "web.page")).toEqual([0, 5, 15, 25]);
  });
});

describe("a key that has expired", () => {
  it("is served while one request, for which none waits, refreshes it", () => {
    const measured = fetched("ttl: 12ms, stale-while-revalidate: 30ms", "{ get: cache, miss: [{ delay: 5ms }] }");
    // Filled at 15; fresh at 20; at 30 it has expired and is refreshed until 35; fresh at 40, and at 50 expired anew.
    expect(latencies(measured, "web.page")).toEqual([0, 0, 0, 0, 5]);
    expect(measure(measured, "cache", "servedExpired")).toBe(2 / 5);
    expect(measure(measured, "cache", "fills")).toBe(3);
    expect(measure(measured, "cache", "dataAgeMs")).toEqual([5, 5, 15, 15]);
  });
  it("is refreshed by one at a time", () => {
    const measured = fetched("ttl: 12ms, stale-while-revalidate: 300ms", "{ get: cache, miss: [{ delay: 24ms }] }");
    // Filled at 34, 44 and 54 by those of 10, 20 and 30; hit at 40 and 50.
    expect(measure(measured, "cache", "fills")).toBe(3);
    const longer = simulate(
      cached(
        "keys: { count: 1 }, ttl: 12ms, stale-while-revalidate: 300ms",
        "{ get: cache, miss: [{ delay: 24ms }] }",
      ).replace(requests(4, 10), requests(20, 10)),
    );
    // Expired at 66: refreshed from 70 until 94, from 110 until 134, from 150 until 174, and from 190 on.
    expect(measure(longer, "cache", "fills")).toBe(3 + 4);
  });
  it("is missed once that time is over", () => {
    const late = fetched("ttl: 1ms, stale-while-revalidate: 2ms", "{ get: cache, miss: [{ delay: 5ms }] }");
    expect(latencies(late, "web.page")).toEqual([5, 5, 5, 5, 5]);
  });
});

it("keys without a value are asked for again and again, unless that is remembered", () => {
  expect(times("keys: { count: 1 }, absent: 100%")).toEqual([5, 5, 5, 5]);
  expect(times("keys: { count: 1 }, absent: 100%, caches-absent: true")).toEqual([0, 0, 0, 5]);
});

it("each instance holds contents of its own", () => {
  const model = (per: string): string =>
    cached(`keys: { count: 1 }, per: ${per}`, "{ get: cache, miss: [{ delay: 5ms }] }").replace(
      "type: service,",
      "type: service, instances: 2,",
    );
  expect(latencies(simulate(model("all")), "web.page")).toEqual([0, 0, 0, 5]);
  const measured = simulate(model("instance"));
  expect(latencies(measured, "web.page")).toEqual([0, 0, 5, 5]);
  expect((measure(measured, "cache", "entries") as number[]).at(-1)).toBe(2);
});

it("an instance that begins anew holds nothing", () => {
  const fills = (timeline: string): number => {
    const model = cached("keys: { count: 1 }, per: instance", "{ get: cache, miss: [] }")
      .replace("type: service,", "type: service, instances: 2,")
      .replace(requests(4, 10), requests(40, 10));
    return measure(simulate(`${model}\ntimeline: { moment: { at: 105ms, ${timeline} } }`), "cache", "fills") as number;
  };
  expect(fills("for: 50ms, slow: web, by: 2")).toBe(2);
  expect(fills("for: 50ms, down: web, instances: 1, work: finishes")).toBe(3);
  expect(fills("release: web, one-by-one: 50ms, drain: 10ms, boot: 20ms")).toBe(4);
});
