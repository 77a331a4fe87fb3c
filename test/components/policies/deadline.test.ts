/** A deadline stops the work and gives back everything it holds: thread, connection, cores, and place in line. */
import { describe, expect, it } from "vitest";
import { failures, latencies, requests, resource, simulate } from "../../simulate.js";

/** Three requests, 10 ms apart, each of which would take an hour at one place; then, much later, one that can tell what is left of them. */
const stuck = (page: string, deadline = ", deadline: 35ms"): string => `
version: 1
traffic:
  stuck: { ${requests(3, 10)}, to: web.page ${deadline} }
  probe: { ${requests(1, 200)}, to: web.probe }
parts:
  web:
    type: service
    threads: 2
    cores: 1
    endpoints:
      page: [${page}]
      probe: [{ cpu: 3ms }, { query: db.read }]
  sleeper: { type: service, cold-start: { time: 1h }, endpoints: { wake: [] } }
  db: { type: database, cores: 1, connections: 1, pool: { connections: 1 }, queries: { read: { time: 5ms }, hour: { time: 1h } } }`;

describe("whatever the request is doing when its time is up, the next finds everything free", () => {
  for (const [what, page] of Object.entries({
    "waiting for time to pass": "{ delay: 1h }",
    "running on the cores": "{ cpu: 1h }",
    "running a query": "{ query: db.hour }",
    "inside a call": "{ query: db.read }, { query: db.hour }",
    "between two attempts": "{ query: db.hour, deadline: 5ms, retry: { attempts: 9, backoff: 1h, jitter: none } }",
    "waiting for abandoned work": "{ query: db.hour, timeout: 30min }",
    "waiting for a start": "{ call: sleeper.wake }",
    "doing several things at once":
      "{ parallel: [{ times: 2, steps: [{ query: db.hour }] }, { steps: [{ cpu: 1h }] }, { steps: [] }] }",
    "in a loop": "{ repeat: 9, steps: [{ delay: 20ms }] }",
  }))
    it(what, () => {
      const measured = simulate(stuck(page));
      expect(failures(measured, "web.page")).toEqual({ "deadline user": 3 });
      expect(latencies(measured, "web.probe")).toEqual([8]);
      // Two threads: from 10 and 20 until their deadlines at 45 and 55; the third waits from 30 to 45 and is over at 65.
      const { busyByBin, queueByBin } = resource(measured, "web", "threads");
      expect(busyByBin[0]).toBeCloseTo((35 + 35 + 20) / 100, 9); // The first 100 ms.
      expect(queueByBin[0]).toBeCloseTo(15 / 100, 9);
    });
});

it("leaves the line of the pool", () => {
  const measured = simulate(stuck("{ query: db.hour }"));
  // The first holds the connection until 45; the second waits from 20 and holds it until 55; then the third, until 65.
  const { busyByBin, queueByBin } = resource(measured, "db", "pool");
  expect(busyByBin[0]).toBeCloseTo((65 - 10) / 100, 9);
  expect(queueByBin[0]).toBeCloseTo((25 + 10) / 100, 9);
});

it("in time: nothing happens, ever", () => {
  const measured = simulate(stuck("{ delay: 34ms }"));
  expect(latencies(measured, "web.page")).toEqual([34, 34]);
  expect(failures(measured, "web.page")).toEqual({ "deadline user": 1 }); // The third waited for a thread until 44.
});

it("the inner deadline goes first, and its caller goes on", () => {
  const measured = simulate(stuck("{ query: db.hour, deadline: 5ms, fallback: continue }, { delay: 2ms }"));
  expect(latencies(measured, "web.page")).toEqual([7, 7, 7]);
});

it("the outer deadline passes retries and fallbacks inside of it", () => {
  const measured = simulate(
    stuck("{ query: db.hour, deadline: 30ms, retry: { attempts: 9 }, fallback: [{ delay: 1h }] }, { delay: 1h }"),
  );
  expect(failures(measured, "web.page")).toEqual({ "deadline user": 3 });
});
