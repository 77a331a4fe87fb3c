import { expect, it } from "vitest";
import { latencies, measure, requests, resource, simulate } from "../simulate.js";

/** `n` look-ups of 2 ms; a miss asks for 20 ms. */
const cached = (hit: string, n = 4): string => `
version: 1
traffic: { users: { ${requests(n, 0.01)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ get: cache, miss: [{ query: db.read }] }, { delay: 1ms }] } }
  cache: { type: cache, hit: ${hit}, time: 2ms }
  db: { type: database, connections: 1000000, queries: { read: { time: 20ms } } }`;

it("hit rate 0 %: every request looks up and asks", () => {
  const measured = simulate(cached("0%"));
  expect(latencies(measured, "web.page")).toEqual([23, 23, 23, 23]);
  expect(measure(measured, "cache", "hitRate")).toBe(0);
});

it("hit rate 100 %: none asks", () => {
  const measured = simulate(cached("100%"));
  expect(latencies(measured, "web.page")).toEqual([3, 3, 3, 3]);
  expect(measure(measured, "cache", "hitRate")).toBe(1);
  expect(resource(measured, "db", "connections").busy).toBe(0);
});

it("hit rate 90 %: a tenth asks, within 4.5 standard deviations of 40,000", () => {
  const measured = simulate(cached("90%", 40_000));
  const hitRate = measure(measured, "cache", "hitRate") as number;
  expect(Math.abs(hitRate - 0.9)).toBeLessThan(4.5 * Math.sqrt((0.9 * 0.1) / 40_000));
  expect(resource(measured, "db", "connections").busy * 1000).toBeCloseTo((1 - hitRate) * 40_000 * 20, 3);
});

it("two look-ups of one request are independent", () => {
  const twice = cached("50%", 40_000).replace("{ delay: 1ms }", "{ get: cache, miss: [{ query: db.read }] }");
  const bothMiss = latencies(simulate(twice), "web.page").filter((ms) => ms === 44).length;
  expect(Math.abs(bothMiss / 40_000 - 0.25)).toBeLessThan(4.5 * Math.sqrt((0.25 * 0.75) / 40_000));
});
