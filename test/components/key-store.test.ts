/** What a cache holds. Hit ratios against theory: test/oracles. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { KeyStore, type KeyStoreOptions } from "../../src/components/cache/key-store.js";
import { latencies, measure, requests, simulate } from "../simulate.js";

const options = (changed: Partial<KeyStoreOptions>): KeyStoreOptions => ({
  keys: 6,
  capacity: 3,
  keeps: "latest",
  ttlMs: Number.POSITIVE_INFINITY,
  expires: "after-fill",
  ...changed,
});

/** The same, as a list of the keys held, the latest first. */
class Plain {
  #held: { key: number; expiresMs: number }[] = [];
  constructor(readonly options: KeyStoreOptions) {}
  use(key: number, nowMs: number): boolean {
    const found = this.#held.find((one) => one.key === key);
    this.#held = this.#held.filter((one) => one.key !== key);
    if (found === undefined || nowMs >= found.expiresMs) return false;
    const expiresMs = this.options.expires === "after-use" ? nowMs + this.options.ttlMs : found.expiresMs;
    this.#held.unshift({ key, expiresMs });
    return true;
  }
  fill(key: number, nowMs: number): void {
    if (this.options.keeps === "most-popular" && key >= this.options.capacity) return;
    this.#held = this.#held.filter((one) => one.key !== key).slice(0, this.options.capacity - (this.#has(key) ? 0 : 1));
    this.#held.unshift({ key, expiresMs: nowMs + this.options.ttlMs });
  }
  #has(key: number): boolean {
    return this.#held.some((one) => one.key === key);
  }
}

it("hits what a plain list of the keys in order of use would hit", () => {
  const look = fc.record({ key: fc.nat(5), afterMs: fc.nat(4), fills: fc.boolean() });
  const config = fc.record({
    capacity: fc.constantFrom(1, 2, 3, Number.POSITIVE_INFINITY),
    keeps: fc.constantFrom("latest" as const, "most-popular" as const),
    ttlMs: fc.constantFrom(3, 10, Number.POSITIVE_INFINITY),
    expires: fc.constantFrom("after-fill" as const, "after-use" as const),
  });
  const same = (
    config: Partial<KeyStoreOptions>,
    looks: readonly { key: number; afterMs: number; fills: boolean }[],
  ) => {
    const [store, plain] = [new KeyStore(options(config)), new Plain(options(config))];
    let now = 0;
    for (const { key, afterMs, fills } of looks) {
      now += afterMs;
      const isHit = store.use(key, now);
      expect(isHit).toBe(plain.use(key, now));
      if (!isHit && fills) for (const one of [store, plain]) one.fill(key, now);
    }
  };
  fc.assert(fc.property(config, fc.array(look, { maxLength: 60 }), same));
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
