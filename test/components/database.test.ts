import { describe, expect, it } from "vitest";
import { failures, latencies, requests, resource, simulate } from "../simulate.js";

/** `n` queries of 20 ms at the same moment. */
const atOnce = (n: number, database: string, query = "time: 20ms"): string => `
version: 1
traffic:
${Array.from({ length: n }, (_, i) => `  user-${i}: { ${requests(1, 10)}, to: web.page }`).join("\n")}
parts:
  web: { type: service, endpoints: { page: [{ query: db.read }] } }
  db: { type: database, ${database} queries: { read: { ${query} } } }`;

describe("two queries on one core", () => {
  it("share it", () => expect(latencies(simulate(atOnce(2, "cores: 1,")), "web.page")).toEqual([40, 40]));

  it("or are served first come first served", () => {
    const measured = simulate(atOnce(2, "cores: 1, scheduling: first-come-first-served,"));
    expect(latencies(measured, "web.page")).toEqual([20, 40]);
    expect(resource(measured, "db", "cores")).toMatchObject({ capacity: 1, queueLength: 20 / 1000 });
  });
});

it("without cores queries do not disturb each other", () =>
  expect(latencies(simulate(atOnce(3, "")), "web.page")).toEqual([20, 20, 20]));

describe("connections", () => {
  it("more than the database accepts are refused at once", () => {
    const measured = simulate(atOnce(3, "connections: 2,"));
    expect(latencies(measured, "web.page")).toEqual([20, 20]);
    expect(failures(measured, "web.page")).toEqual({ "too-many-connections db": 1 });
  });

  it("a pool of that size waits instead", () =>
    expect(latencies(simulate(atOnce(3, "connections: 2, pool: { connections: 2 },")), "web.page")).toEqual([
      20, 20, 40,
    ]));

  it("a pool that is larger does not help", () =>
    expect(failures(simulate(atOnce(3, "connections: 2, pool: { connections: 3 },")), "web.page")).toEqual({
      "too-many-connections db": 1,
    }));

  it("a query that waits for a core holds its connection", () => {
    const measured = simulate(atOnce(2, "cores: 1, scheduling: first-come-first-served, connections: 2,"));
    expect(resource(measured, "db", "connections").busy).toBeCloseTo((20 + 40) / 1000, 9);
  });
});

describe("setting up a connection", () => {
  it("is paid by every query without a pool, while it holds one", () => {
    const measured = simulate(atOnce(1, "connect: 7ms, connections: 5,"));
    expect(latencies(measured, "web.page")).toEqual([27]);
    expect(resource(measured, "db", "connections").busy).toBeCloseTo(27 / 1000, 9);
  });
  it("is not paid from a pool", () =>
    expect(latencies(simulate(atOnce(1, "connect: 7ms, pool: { connections: 5 },")), "web.page")).toEqual([20]));
  it("uses no core", () =>
    expect(latencies(simulate(atOnce(2, "cores: 1, connect: 7ms,")), "web.page")).toEqual([47, 47]));
});

it("a query that fails has done its work before", () => {
  const measured = simulate(atOnce(1, "cores: 1,", "time: 20ms, fails: 100%"));
  expect(failures(measured, "web.page")).toEqual({ "query-failed db": 1 });
  expect(resource(measured, "db", "cores").busy).toBeCloseTo(20 / 1000, 9);
});

it("a database on a host shares its cores with what else is there", () => {
  const measured = simulate(
    `${atOnce(1, "host: box,").replace("[{ query: db.read }]", "[{ query: db.read }], work: [{ cpu: 30ms }]").replace("type: service,", "type: service, host: box,")}
  box: { type: host, cores: 1 }`.replace("traffic:", `traffic:\n  other: { ${requests(1, 10)}, to: web.work }`),
  );
  expect(latencies(measured, "web.page")).toEqual([40]);
  expect(latencies(measured, "web.work")).toEqual([50]);
});
