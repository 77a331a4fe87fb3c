import { expect, it } from "vitest";
import { failures, latencies, requests, resource, simulate } from "../simulate.js";

/** A request every 10 ms asks for a query of 25 ms. */
const pooled = (pool: string, options = ""): string => `
version: 1
traffic: { users: { ${requests(4, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ query: db.read }] } }
  db: { type: database, pool: { ${pool} }, ${options} queries: { read: { time: 25ms } } }`;

it("a connection is held for the whole query, and the queue moves in order of arrival", () => {
  const measured = simulate(pooled("connections: 1"));
  expect(latencies(measured, "web.page")).toEqual([25, 40, 55, 70]);
  expect(resource(measured, "db", "pool").waitingTimeMs?.sum).toBeCloseTo(0 + 15 + 30 + 45, 9);
});

it("who waits longer than the acquire timeout is turned away", () => {
  const measured = simulate(pooled("connections: 1, acquire: 22ms"));
  expect(latencies(measured, "web.page")).toEqual([25, 40, 45]); // The third gives up at 52; the fourth is served from 60.
  expect(failures(measured, "web.page")).toEqual({ "pool-timeout db": 1 });
});

it("a bounded queue refuses at once who finds it full", () => {
  const measured = simulate(pooled("connections: 1, queue: 1"));
  expect(latencies(measured, "web.page")).toEqual([25, 40, 45]);
  expect(failures(measured, "web.page")).toEqual({ "pool-queue-full db": 1 });
});

it("a queue of 0 means no queue at all", () =>
  expect(failures(simulate(pooled("connections: 1, queue: 0")), "web.page")).toEqual({ "pool-queue-full db": 2 }));

it("all callers share a pool, or each instance has its own", () => {
  const two = (per: string): string => `
version: 1
traffic:
  a: { ${requests(1, 10)}, to: web.page }
  b: { ${requests(1, 10)}, to: web.page }
parts:
  web: { type: service, instances: 2, endpoints: { page: [{ query: db.read }] } }
  db: { type: database, pool: { connections: 1, per: ${per} }, queries: { read: { time: 25ms } } }`;
  expect(latencies(simulate(two("all")), "web.page")).toEqual([25, 50]);
  const each = simulate(two("instance"));
  expect(latencies(each, "web.page")).toEqual([25, 25]);
  expect(resource(each, "db", "pool of web")).toMatchObject({ capacity: 2, busyByInstance: [25 / 1000, 25 / 1000] });
});

it("a service's own pool stays with the instance when a timeout runs the query apart", () => {
  const measured = simulate(`
version: 1
traffic: { users: { ${requests(6, 30)}, to: web.page } }
parts:
  web: { type: service, instances: 3, balance: round-robin, endpoints: { page: [{ query: db.read, timeout: 1s }] } }
  db: { type: database, pool: { connections: 1, per: instance }, queries: { read: { time: 25ms } } }`);
  for (const busy of resource(measured, "db", "pool of web").busyByInstance) expect(busy).toBeCloseTo(50 / 1000, 9);
});
