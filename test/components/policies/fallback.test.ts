import { expect, it } from "vitest";
import { failures, latencies, requests, resource, simulate } from "../../simulate.js";

const page = (steps: string): string => `
version: 1
traffic: { users: { ${requests(2, 10)}, to: web.page } }
parts:
  web: { type: service, threads: 5, endpoints: { page: [${steps}], broken: [{ delay: 3ms }, { fail: 100% }], fine: [{ delay: 4ms }] } }
  db: { type: database, pool: { connections: 1 }, queries: { read: { time: 5ms, fails: 100% } } }`;

it("continue: the request goes on as if nothing had been", () =>
  expect(latencies(simulate(page("{ call: web.broken, fallback: continue }, { delay: 2ms }")), "web.page")).toEqual([
    5, 5,
  ]));

it("steps are done instead, after what the failure took", () =>
  expect(
    latencies(simulate(page("{ call: web.broken, fallback: [{ call: web.fine }] }, { delay: 2ms }")), "web.page"),
  ).toEqual([9, 9]));

it("nothing is done instead of a success", () =>
  expect(latencies(simulate(page("{ call: web.fine, fallback: [{ delay: 50ms }] }")), "web.page")).toEqual([4, 4]));

it("a fallback that fails is a failure, with its own cause", () =>
  expect(failures(simulate(page("{ query: db.read, fallback: [{ fail: 100% }] }")), "web.page")).toEqual({
    "failed web": 2,
  }));

it("runs without what the failed step held", () => {
  const measured = simulate(page("{ query: db.read, fallback: [{ delay: 30ms }] }"));
  expect(latencies(measured, "web.page")).toEqual([35, 35]); // The second did not wait for the first one's connection.
  expect(resource(measured, "db", "pool").busy).toBeCloseTo(10 / 1000, 9);
});
