/** What `check` says of caches: mistakes with what to write, and the load that they leave to others. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { modelOf } from "../simulate.js";

interface Said {
  readonly cache: string;
  readonly data?: string;
  readonly steps?: string;
  readonly queries?: string;
  readonly traffic?: string;
}

const text = ({
  cache,
  data = "{ product: { keys: 50, popularity: zipf(0.9), size: 4KB } }",
  ...said
}: Said): string => `
version: 1
traffic: { users: { ${said.traffic ?? "rate: 10/s"}, to: web.page } }
data: ${data}
parts:
  web: { type: service, endpoints: { page: [${said.steps ?? "{ get: c, miss: [{ query: db.read }] }"}] } }
  c: { type: cache, ${cache} }
  db: { type: database, cores: 1, queries: { ${said.queries ?? "read: { time: 1ms, of: product }, write: { time: 1ms, of: product, write: true }"} } }`;

const remarks = (said: Said): string[] =>
  readModel("model.yaml", memoryFiles({ "model.yaml": text(said) })).diagnostics.map(
    ({ severity, message, hint }) => `${severity}: ${message}${hint === undefined ? "" : ` (${hint})`}`,
  );

describe("says what to write for a cache", () => {
  it("of data that no query reads, or that nothing declares", () => {
    expect(remarks({ cache: "of: product", queries: "read: { time: 1ms }" })[0]).toBe(
      'error: no query reads "product", so a miss finds nothing of it (say `of: product` at the query that a miss asks)',
    );
    expect(remarks({ cache: "of: products" })[0]).toMatch('error: there is no data "products"');
    expect(remarks({ cache: "of: product", data: "{}", queries: "read: { time: 1ms }" })[0]).toMatch(
      /there is no data "product" \(declare it: `data: \{ product: \{ keys: 50k \} \}`\)/,
    );
  });
  it("of nothing, or of several things", () => {
    for (const cache of ["ttl: 1s", "of: product, hit: 90%", "of: product, keys: { count: 3 }"])
      expect(remarks({ cache })).toContain("error: give either what it is `of`, or `keys`, or a `hit` rate");
  });
  it("that holds bytes of keys without a size, or more keys than there are", () => {
    expect(
      remarks({ cache: "keys: { count: 9 }, capacity: 1MB", data: "{}", queries: "read: { time: 1ms }" }),
    ).toContain(
      "error: how large a key is is not said (write its `size` beside the number of keys, as in `size: 4KB`)",
    );
    expect(remarks({ cache: "of: product, capacity: 1MB" })).toEqual([]);
    expect(remarks({ cache: "of: product, capacity: 60" })).toEqual([
      "warning: there are only 50 keys: it has room for all of them (write fewer than there are keys, or leave it out)",
    ]);
  });
  it("that serves stale what never expires", () =>
    expect(remarks({ cache: "of: product, stale-while-revalidate: 30s" })).toEqual([
      "error: without a `ttl`, no key expires (say for how long a key is good: `ttl: 1min`)",
    ]));
  it("on writes that nothing makes, or of nothing that is named", () => {
    const queries = "read: { time: 1ms, of: product }";
    expect(remarks({ cache: "of: product, on-write: invalidates", queries })).toEqual([
      'error: nothing writes "product" (say `of: product, write: true` at the query that does, or leave `on-write` out)',
    ]);
    expect(remarks({ cache: "keys: { count: 9 }, on-write: updates" })).toContain(
      "error: which writes is not said (name what it holds in `data`, and write `of: …` here)",
    );
    expect(remarks({ cache: "of: product, lost: 2%" })).toEqual([
      "warning: `lost` does nothing here: `on-write` sends nothing",
    ]);
  });
  it("that is invalidated and holds nothing, or does not exist, or of a key that is not said", () => {
    const steps = "{ get: c, miss: [{ query: db.read }] }, { invalidate: c }";
    expect(remarks({ cache: "hit: 90%", steps })).toContain(
      'error: "c" holds no keys, only a hit rate (name what it holds in `data`, and write `of: …` there)',
    );
    expect(remarks({ cache: "of: product", steps: steps.replace("invalidate: c", "invalidate: d") })[0]).toMatch(
      'error: there is no part "d"',
    );
    expect(remarks({ cache: "keys: { count: 9 }", steps })).toContain(
      "error: which key is not said (write a `key` here and the same at the `get`)",
    );
    expect(remarks({ cache: "of: product", steps: "{ invalidate: c }" })).toContain(
      'warning: "c" is changed and never asked: nothing says `get: c`',
    );
  });
  it("whose misses look it up again, where one waits for another", () => {
    const steps = "{ get: c, miss: [{ get: c, miss: [{ query: db.read }] }] }";
    expect(remarks({ cache: "of: product, fill: one-at-a-time", steps })[0]).toBe(
      'error: a miss of "c" looks up it again: requests could wait for each other for ever (take one of the look-ups out of the misses of the other, or let both fill `all-at-once`)',
    );
    expect(remarks({ cache: "of: product", steps })).toEqual([]);
  });
});

describe("offers to a database", () => {
  const busy = (cache: string, keys = "200, popularity: uniform"): number =>
    senseOf(
      modelOf(
        text({ cache: `of: product, ${cache}`, data: `{ product: { keys: ${keys} } }`, traffic: "rate: 1000/s" }),
      ),
    ).loads.find(({ part }) => part === "db")!.busy;

  it("what LRU misses, by Che; of like keys as much as it does not hold", () => {
    expect(busy("capacity: 50")).toBeCloseTo(0.75, 4);
    expect(busy("capacity: 50", "200, popularity: zipf(1)")).toBeGreaterThan(
      1.3 * busy("capacity: 50, keeps: perfect-LFU", "200, popularity: zipf(1)"),
    );
  });
  it("what has expired, by the rate at which it is asked", () => {
    expect(busy("ttl: 2s")).toBeCloseTo(1 / (1 + 5 * 2), 6); // 5/s a key.
    expect(busy("ttl: 2s, expires: after-use")).toBeCloseTo(Math.exp(-10), 6);
    expect(busy("ttl: exponential(2s)")).toBeCloseTo(1 / 11, 6);
  });
  it("all of what has no value, unless that is remembered", () => {
    expect(busy("absent: 10%")).toBeCloseTo(0.1, 6);
    expect(busy("absent: 10%, caches-absent: true")).toBe(0);
  });
});
