/** A caller that stops waiting does not stop the work. */
import { expect, it } from "vitest";
import { endpoint, failures, latencies, requests, resource, simulate } from "../../simulate.js";

/** One request every 100 ms asks for a query of 50 ms and does what it does about it. */
const asking = (step: string, database = "", n = 1, traffic = ""): string => `
version: 1
traffic: { users: { ${requests(n, 100)}, to: web.page ${traffic} } }
parts:
  web: { type: service, threads: 1, endpoints: { page: [${step}, { delay: 1ms }] } }
  db: { type: database, cores: 1, ${database} queries: { read: { time: 50ms } } }`;

it("in time: nothing happens", () => {
  const measured = simulate(asking("{ query: db.read, timeout: 51ms }"));
  expect(latencies(measured, "web.page")).toEqual([51]);
});

it("too late: the caller fails, its thread is free, and the database goes on to the end", () => {
  const measured = simulate(asking("{ query: db.read, timeout: 20ms }", "connections: 9,"));
  expect(failures(measured, "web.page")).toEqual({ "timeout db": 1 });
  expect(resource(measured, "web", "threads").busy).toBeCloseTo(20 / 1000, 9);
  expect(resource(measured, "db", "cores").busy).toBeCloseTo(50 / 1000, 9);
  expect(resource(measured, "db", "connections").busy).toBeCloseTo(50 / 1000, 9);
});

it("an abandoned query keeps its place in the queue, gets a connection, and works in vain", () => {
  const crowd = asking("{ query: db.read, timeout: 20ms }", "pool: { connections: 1 },", 3).replaceAll("100", "10");
  const measured = simulate(crowd.replace("threads: 1", "threads: 10"), { durationMs: 1000 });
  expect(failures(measured, "web.page")).toEqual({ "timeout db": 3 });
  expect(resource(measured, "db", "cores").busy).toBeCloseTo(150 / 1000, 9);
  expect(resource(measured, "db", "pool").waitingTimeMs?.count).toBe(3);
});

it("a failure of the work is the caller's, at once and with its own cause", () => {
  const measured = simulate(
    asking("{ query: db.read, timeout: 10s }").replace("time: 50ms", "time: 50ms, fails: 100%"),
  );
  expect(failures(measured, "web.page")).toEqual({ "query-failed db": 1 });
  expect(resource(measured, "web", "threads").busy).toBeCloseTo(50 / 1000, 9);
});

it("a deadline around a timeout stops the work as well", () => {
  const measured = simulate(
    asking("{ query: db.read, timeout: 40ms }", "pool: { connections: 1 },", 1, ", deadline: 30ms"),
  );
  expect(failures(measured, "web.page")).toEqual({ "deadline user": 1 });
  expect(resource(measured, "db", "cores").busy).toBeCloseTo(30 / 1000, 9);
  expect(resource(measured, "db", "pool").busy).toBeCloseTo(30 / 1000, 9);
});

it("a deadline around two timeouts, one inside the other, stops all of it", () => {
  const measured = simulate(`
version: 1
traffic: { users: { ${requests(3, 100)}, to: edge.page, deadline: 30ms } }
parts:
  edge: { type: service, threads: 1, endpoints: { page: [{ call: web.page, timeout: 10s }] } }
  web: { type: service, threads: 1, endpoints: { page: [{ query: db.read, timeout: 10s }] } }
  db: { type: database, cores: 1, pool: { connections: 1 }, queries: { read: { time: 50ms } } }`);
  expect(failures(measured, "edge.page")).toEqual({ "deadline user": 3 });
  for (const [part, name] of [
    ["edge", "threads"],
    ["web", "threads"],
    ["db", "pool"],
    ["db", "cores"],
  ] as const)
    expect(resource(measured, part, name).busy, `${part} ${name}`).toBeCloseTo(90 / 1000, 9);
});

it("a user's timeout ends the wait, not the service's work", () => {
  const measured = simulate(asking("{ query: db.read }", "", 1, ", timeout: 20ms"));
  expect(failures(measured, "web.page")).toEqual({ "timeout user": 1 });
  expect(resource(measured, "web", "threads").busy).toBeCloseTo(51 / 1000, 9);
});

it("work that ends at the very moment of the timeout counts once", () => {
  const measured = simulate(asking("{ query: db.read, timeout: 50ms }", "", 5));
  const { answered, failed } = endpoint(measured, "web.page");
  expect(answered + failed).toBe(5);
  expect(latencies(measured, "web.page")).toEqual(Array(answered).fill(51));
});

it("each attempt has its own time, and the abandoned work of the first slows down the second", () => {
  const retried = "{ query: db.read, timeout: 20ms, retry: { attempts: 3, backoff: 10ms, jitter: none } }";
  const measured = simulate(asking(retried, "connections: 9,"), { binMs: 20 });
  expect(failures(measured, "web.page")).toEqual({ "timeout db": 1 });
  // Attempts from 100, 130 and 170, given up at 120, 150 and 190; all three queries run to the end.
  expect(resource(measured, "web", "threads").busy).toBeCloseTo(90 / 1000, 9);
  expect(resource(measured, "db", "cores").busy).toBeCloseTo(150 / 1000, 9);
});
