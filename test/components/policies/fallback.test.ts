import { describe, expect, it } from "vitest";
import { endpoint, failures, latencies, requests, resource, simulate } from "../../simulate.js";

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

describe("a degraded answer", () => {
  const degraded = (instead: string): string =>
    `{ call: web.broken, fallback: { degraded: ${instead} } }, { delay: 2ms }`;
  it("is given, and counts as an error by that cause", () => {
    const measured = simulate(page(degraded("continue")));
    expect(failures(measured, "web.page")).toEqual({ "degraded web": 2 });
    expect(resource(measured, "web", "threads").busy).toBeCloseTo((2 * (3 + 3 + 2)) / 1000, 9);
  });
  it("steps, too, and where it was found out by others on its behalf", () => {
    for (const steps of [
      degraded("[{ call: web.fine }]"),
      `{ parallel: [{ steps: [${degraded("continue")}] }, { steps: [] }] }`,
      `{ call: web.inner, timeout: 1s }`,
    ]) {
      const text = page(steps).replace("broken: [", `inner: [${degraded("continue")}], broken: [`);
      expect(failures(simulate(text), "web.page"), steps).toEqual({ "degraded web": 2 });
    }
  });
  it("of a retry that succeeds is none", () =>
    expect(latencies(simulate(page("{ call: web.fine, fallback: { degraded: continue } }")), "web.page")).toEqual([
      4, 4,
    ]));
  it("is one of the endpoint in which it happens, and of those around, not of others", () => {
    const text = page("{ call: web.inner }, { call: web.fine }").replace(
      "broken: [",
      `inner: [${degraded("continue")}], broken: [`,
    );
    const { watched } = simulate(text, { watch: ["web.inner", "web.fine"] });
    expect(watched.map(({ name, answered, failed }) => [name, answered, failed])).toEqual([
      ["web.inner", 0, 2],
      ["web.fine", 2, 0],
    ]);
  });
  it("is no failure to the caller, who does not try again", () => {
    const text = page("{ call: web.inner, retry: { attempts: 5 } }").replace(
      "broken: [",
      `inner: [${degraded("continue")}], broken: [`,
    );
    expect(endpoint(simulate(text), "web.page").failures).toHaveLength(1);
    expect(resource(simulate(text), "web", "threads").busy).toBeCloseTo((2 * 3 * (3 + 0) + 2 * 2 * 2) / 1000, 9);
  });
});
