/** Whatever shards are asked, moved or lost: requests in are requests out, and nothing is held that nobody holds. */
import fc from "fast-check";
import { expect, it } from "vitest";
import "../properties.js";
import type { EndpointMeasurement } from "../../src/model/wiring/measurements.js";
import { simulate } from "../simulate.js";

const model = fc
  .record({
    count: fc.integer({ min: 1, max: 5 }),
    place: fc.constantFrom("hash", "modulo", "range", "consistent"),
    find: fc.constantFrom("on: all", "on: 1", "by: customer"),
    database: fc.constantFrom(
      "",
      "cores: 1,",
      "cores: 2, scheduling: last-come-first-served,",
      "connections: 3, cores: 1,",
    ),
    pool: fc.constantFrom("", "pool: { connections: 2, queue: 3 },", "pool: { connections: 4, acquire: 5ms },"),
    replicas: fc.constantFrom(
      "",
      "replicas: { count: 2, lag: 3ms, replay: 50% },",
      "replicas: { count: 1, waits-for: 1 },",
    ),
    policies: fc.constantFrom(
      "",
      ", deadline: 6ms",
      ", timeout: 6ms",
      ", retry: { attempts: 3 }",
      ", deadline: 9ms, fallback: continue",
    ),
    down: fc.constantFrom(
      "",
      "a: { at: 100ms, for: 150ms, down: db },",
      "a: { at: 100ms, for: 150ms, down: db, shard: 1 },",
    ),
    more: fc.constantFrom("", "key-time: 0ms", "key-time: 2ms, batch: 3"),
  })
  .map(({ count, place, find, database, pool, replicas, policies, down, more }) => {
    const moves = more === "" ? "" : `b: { at: 50ms, for: 200ms, reshard: db, to: ${count + 2}, ${more} }`;
    return `
version: 1
traffic: { load: { rate: { profile: [{ at: 0s, rate: 800/s }, { at: 300ms, rate: 0/s }] }, to: web.page } }
data: { customer: { keys: 60, popularity: zipf(1) }, product: { keys: 9 } }
timeline: { ${down} ${moves} }
parts:
  web: { type: service, threads: 50, endpoints: { page: [{ query: db.read${policies} }, { query: db.find${policies} }, { query: db.write${policies} }] } }
  db:
    { type: database, ${database} ${pool} ${replicas}
      shards: { count: ${count}, by: customer, place: ${place} },
      queries: {
        read: { time: exponential(2ms), of: customer },
        find: { time: exponential(2ms), of: product, ${find} },
        write: { time: exponential(2ms), of: product, by: customer, write: true, fails: 5% } } }`;
  });

it("conserves requests", () =>
  fc.assert(
    fc.property(model, (text) => {
      const [{ offered, answered, failed }] = simulate(text, { durationMs: 600, binMs: 100 }).endpoints as [
        EndpointMeasurement,
      ];
      expect(offered).toBeGreaterThan(100);
      expect(answered + failed).toBe(offered);
    }),
    { numRuns: 60 },
  ));
