/** Hit rates, fills and stampedes of caches by key against closed forms, each with an interval. */
import { describe, expect, it } from "vitest";
import { meanInterval, relativeHalfWidth } from "../../src/analysis/statistics/confidence.js";
import { expectedHitRate } from "../../src/model/parts/cache/hit-rate.js";
import { askedOf } from "../../src/model/parts/cache/keys.js";
import { cacheOptions } from "../../src/model/parts/cache/options.js";
import { compile } from "../../src/model/wiring/compile.js";
import { measure, modelOf, simulate } from "../simulate.js";

const REPLICATIONS = 8;
const LEVEL = 0.999;

interface Tried {
  readonly cache: string;
  readonly traffic?: string;
  readonly each?: number; // Look-ups of a request.
  readonly miss?: string;
  readonly warmUpMs?: number;
  readonly durationMs?: number;
}

/** Of each replication. */
function tried({ cache, traffic = "rate: 1000/s", each = 1, miss = "", ...plan }: Tried, figure = "hitRate"): number[] {
  const model = modelOf(`
version: 1
traffic: { readers: { ${traffic}, to: web.read } }
parts:
  web: { type: service, endpoints: { read: [{ repeat: ${each}, steps: [{ get: cache, miss: [${miss}] }] }] } }
  cache: { type: cache, time: 0, ${cache} }`);
  const { warmUpMs = 2000, durationMs = 4000 } = plan;
  return Array.from({ length: REPLICATIONS }, (_, replication) => {
    const runs = { seed: "theory", replication, warmUpMs, durationMs, binMs: durationMs, coolDownMs: 1000 };
    return measure(compile(model, runs).simulate(), "cache", figure) as number;
  });
}

/** @param within relative half-width that the interval must not exceed */
function expectMean(values: readonly number[], expected: number, within: number): void {
  const interval = meanInterval(values, LEVEL);
  expect(relativeHalfWidth(interval), `${interval.value} as narrow as asked`).toBeLessThan(within);
  expect(expected).toBeGreaterThanOrEqual(interval.low!);
  expect(expected).toBeLessThanOrEqual(interval.high!);
}

const closedForm = (keys: string, keeps = "LRU", perMs?: number, more = {}): number => {
  const [count, zipf, capacity] = keys.split(" ").map(Number);
  const options = cacheOptions().parse({ keys: { count, zipf }, capacity, keeps, ...more });
  return expectedHitRate(askedOf(options, { data: {} }), options, perMs);
};

describe("of 2,000 keys by Zipf's law, of which 300 are held,", () => {
  const FAST = { traffic: "rate: 1000/s, arrivals: constant", each: 20, durationMs: 12_000 };
  const known = new Map<string, number[]>();
  const hits = (keeps: string): number[] => {
    const found =
      known.get(keeps) ?? tried({ ...FAST, cache: `keys: { count: 2000, zipf: 0.9 }, capacity: 300, keeps: ${keeps}` });
    known.set(keeps, found);
    return found;
  };

  it("LRU hits as Che's approximation says", () => expectMean(hits("LRU"), closedForm("2000 0.9 300"), 0.006));
  it("FIFO and random hit alike, as Fricker, Robert and Roberts say, and less than LRU", () => {
    const expected = closedForm("2000 0.9 300", "FIFO");
    expect(expected).toBeLessThan(0.96 * closedForm("2000 0.9 300"));
    expectMean(hits("FIFO"), expected, 0.006);
    expectMean(hits("random"), expected, 0.006);
    expectMean(
      hits("FIFO").map((hit, i) => 1 + hit - hits("random")[i]!),
      1,
      0.003,
    );
  });
  it("perfect LFU hits what the 300 most popular are asked for", () =>
    expectMean(hits("perfect-LFU"), closedForm("2000 0.9 300", "perfect-LFU"), 0.006));
  it("sampled LRU comes near to LRU, and counting LFU between LRU and the perfect one", () => {
    const [lru, sampled, counted] = ["LRU", "sampled-LRU", "LFU"].map(
      (keeps) => meanInterval(hits(keeps), LEVEL).value!,
    );
    expect(sampled).toBeGreaterThan(0.985 * lru!);
    expect(sampled).toBeLessThan(lru!);
    expect(counted).toBeGreaterThan(1.05 * lru!);
    expect(counted).toBeLessThan(closedForm("2000 0.9 300", "perfect-LFU"));
  });
});

it("FIFO and random of five keys hit what Gelenbe's sum over all that three may be says, exactly", () => {
  // Gelenbe (1973): of both, the law of the set held is Π pᵢ. Three of five, pᵢ ∝ 1/i.
  const shares = [60, 30, 20, 15, 12].map((share) => share / 137);
  let whole = 0;
  let hit = 0;
  for (let a = 0; a < 5; a++)
    for (let b = a + 1; b < 5; b++)
      for (let c = b + 1; c < 5; c++) {
        const weight = shares[a]! * shares[b]! * shares[c]!;
        whole += weight;
        hit += weight * (shares[a]! + shares[b]! + shares[c]!);
      }
  const few = { traffic: "rate: 1000/s, arrivals: constant", each: 20, durationMs: 5000 };
  for (const keeps of ["FIFO", "random"])
    expectMean(
      tried({ ...few, cache: `keys: { count: 5, zipf: 1 }, capacity: 3, keeps: ${keeps}` }),
      hit / whole,
      0.005,
    );
});

describe("as recorded of Redis, with 20,000 keys, Zipf 0.9:", () => {
  const recorded = (capacity: number): number[] =>
    tried({
      cache: `keys: { count: 20000, zipf: 0.9 }, capacity: ${capacity}, keeps: sampled-LRU`,
      traffic: "rate: 1000/s, arrivals: constant",
      each: 40,
      warmUpMs: 3000,
      durationMs: 3000,
    });
  it("2,011 keys hit 0.569", () =>
    expect(Math.abs(meanInterval(recorded(2011), LEVEL).value! - 0.569)).toBeLessThan(0.003));
  it("8,000 keys hit 0.802", () =>
    expect(Math.abs(meanInterval(recorded(8000), LEVEL).value! - 0.802)).toBeLessThan(0.005));
});

describe("a time to live T at λ a second", () => {
  const LONG = { traffic: "rate: 2/s", warmUpMs: 20_000, durationMs: 20_000_000 };
  const key = "keys: { count: 1 }";
  it("from the fill hits λT ÷ (1 + λT), also where T is drawn: its mean counts", () => {
    expectMean(tried({ ...LONG, cache: `${key}, ttl: 1s` }), 2 / 3, 0.01);
    expectMean(tried({ ...LONG, cache: `${key}, ttl: exponential(1s)` }), 2 / 3, 0.01);
    expectMean(tried({ ...LONG, cache: `${key}, ttl: "uniform(500ms, 1500ms)"` }), 2 / 3, 0.01);
  });
  it("from the latest use hits 1 − e^(−λT); of an exponential T, λ ÷ (λ + 1 ÷ T)", () => {
    expectMean(tried({ ...LONG, cache: `${key}, ttl: 1s, expires: after-use` }), 1 - Math.exp(-2), 0.01);
    expectMean(tried({ ...LONG, cache: `${key}, ttl: exponential(1s), expires: after-use` }), 2 / 3, 0.01);
  });
  it("of many keys is the sum over them", () => {
    const cache = "keys: { count: 500, zipf: 0.9 }, ttl: 3s";
    expectMean(
      tried({ cache, durationMs: 60_000, warmUpMs: 10_000 }),
      closedForm("500 0.9 500", "LRU", 1, { ttl: "3s" }),
      0.01,
    );
  });
});

describe("a stampede: after each expiry of a key asked for λ times a second, fetched in F,", () => {
  const asked = { traffic: "rate: 200/s", miss: "{ delay: 50ms }", warmUpMs: 2000, durationMs: 1_500_000 };
  const key = "keys: { count: 1 }, ttl: 2s";
  it("1 + λF fetch it at once; recorded of a real one at 200/s and 50 ms: 11.5", () => {
    const fetches = tried({ ...asked, cache: key }, "fetchesAtOnce");
    expectMean(fetches, 1 + 200 * 0.05, 0.025);
    expect(Math.abs(meanInterval(fetches, LEVEL).value! - 11.5)).toBeLessThan(0.06 * 11.5);
  });
  it("exactly one does, where one fetches for all", () =>
    expect(tried({ ...asked, cache: `${key}, fill: one-at-a-time` }, "fetchesAtOnce")).toEqual(
      Array(REPLICATIONS).fill(1),
    ));
});

it("holds as many bytes as it has room for: of equal sizes, as many keys as fit", () => {
  const inBytes = "keys: { count: 2000, zipf: 0.9, size: 4KB }, capacity: 1200KB";
  const inKeys = "keys: { count: 2000, zipf: 0.9 }, capacity: 300";
  expect(tried({ cache: inBytes })).toEqual(tried({ cache: inKeys }));
});

it("two levels: the second is asked what the first misses, and passes the age of what it has on", () => {
  const measured = simulate(
    `
version: 1
traffic: { readers: { rate: 200/s, to: web.read } }
parts:
  web: { type: service, endpoints: { read: [{ get: near, key: k, miss: [{ get: far, key: k, miss: [] }] }] } }
  near: { type: cache, time: 0, keys: { count: 1 }, ttl: 100ms }
  far: { type: cache, time: 0, keys: { count: 1 }, ttl: 10s }`,
    { durationMs: 100_000, binMs: 10_000 },
  );
  const hits = measure(measured, "far", "hitRate") as number;
  expect(hits).toBeGreaterThan(0.98); // Once a near expiry, every 105 ms; missed once every 10 s.
  const aged = (part: string): number => {
    const found = measured.parts.find(({ name }) => name === part)!.measures.find(({ name }) => name === "dataAgeMs")!;
    return found.kind === "duration" ? found.histogram.sum / found.histogram.count : Number.NaN;
  };
  expect(aged("near")).toBeGreaterThan(0.95 * aged("far"));
});
