/** Instances that go down, and how the balancer learns of it. Times to ejection against theory: test/oracles. */
import { describe, expect, it } from "vitest";
import type { OracleCase } from "../oracles/case.js";
import { exact, run } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { endpoint, failures, latencies, measure, requests, resource, simulate } from "../simulate.js";

/** Requests 10 ms apart, the first at 10 ms. */
const web = (options: string, page = "{ delay: 5ms }", n = 10, more = ""): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page ${more} } }
parts:
  web: { type: service, ${options}, endpoints: { page: [${page}] } }
  db: { type: database, cores: 1, connections: 1, pool: { connections: 1 }, queries: { read: { time: 30ms } } }`;

it("goes down and comes up again, and refuses in between", () => {
  // Up until 28 ms, down until 58.5 ms, up until 86.5 ms, down until 117 ms.
  const measured = simulate(web("breakdowns: { up: 28ms, down: 30.5ms }"), { durationMs: 100, binMs: 10 });
  expect(failures(measured, "web.page")).toEqual({ "instance-down web": 4 }); // At 30, 40, 50 and 90 ms.
  expect(latencies(measured, "web.page")).toEqual([5, 5, 5, 5, 5]);
});

describe("what it was doing is lost, and whatever that held is free again", () => {
  for (const [what, page, options] of [
    ["time passing", "{ delay: 1h }", ""],
    ["work on its cores", "{ cpu: 1h }", ", cores: 1"],
    ["a line for a thread", "{ delay: 1h }", ", threads: 1"],
    ["a line with the newest first", "{ delay: 1h }", ", threads: 2, order: last-come-first-served"],
    ["a query, and lines for the pool", "{ query: db.read }, { delay: 1h }", ""],
    ["a start", "{ delay: 1h }", ", cold-start: { time: 1h }"],
    ["branches", "{ parallel: [{ steps: [{ cpu: 1h }] }, { steps: [{ query: db.read }] }] }", ", cores: 1"],
    [
      "work of its own that no request waits for",
      "{ query: db.read, timeout: 1ms, fallback: continue }, { delay: 1h }",
      "",
    ],
  ] as const)
    it(what, () => {
      const measured = simulate(web(`breakdowns: { up: 45ms, down: 1h } ${options}`, page), { durationMs: 1000 });
      expect(failures(measured, "web.page")).toEqual({ "instance-down web": 10 });
      for (const [part, name] of [
        ["web", "threads"],
        ["db", "connections"],
        ["db", "cores"],
      ] as const) {
        const { busyByBin, queueByBin } = resource(measured, part, name);
        expect([busyByBin.at(-1), queueByBin.at(-1)]).toEqual([0, 0]);
      }
    });
});

it("a request that is there twice, called back by what it calls, is lost once, from the outer place", () => {
  const measured = simulate(
    `version: 1
traffic: { users: { ${requests(10, 10)}, to: web.page } }
parts:
  web: { type: service, breakdowns: { up: 45ms, down: 1h }, endpoints: { page: [{ call: api.work }], back: [{ delay: 1h }] } }
  api: { type: service, endpoints: { work: [{ call: web.back }] } }`,
    { durationMs: 1000 },
  );
  expect(failures(measured, "web.page")).toEqual({ "instance-down web": 10 });
  expect(measured.inSystem.at(-1)).toBe(0);
});

it("of all instances at once, though what one loses would let a request on another go on", () => {
  const page = "{ query: db.read }, { delay: 1h }";
  const crash = "timeline: { crash: { at: 105ms, for: 1s, down: web } }";
  const measured = simulate(`${web("instances: 10, balance: round-robin", page)}\n${crash}`, { durationMs: 1000 });
  expect(failures(measured, "web.page")).toEqual({ "instance-down web": 10 });
  expect(resource(measured, "db", "connections").busyByBin.at(-1)).toBe(0);
  expect(measured.inSystem.at(-1)).toBe(0);
});

it("a retry finds it up again, a fallback does without", () => {
  const down = "breakdowns: { up: 28ms, down: 30.5ms }";
  const retry = simulate(web(down, "", 10, ", retry: { attempts: 2, backoff: 31ms, jitter: none }"));
  expect(endpoint(retry, "web.page").failed).toBe(0);
  expect(endpoint(simulate(web(down, "", 10, ", fallback: continue")), "web.page").failed).toBe(0);
});

it("each instance goes down by itself, and so many of them", () => {
  const one = "instances: 4, balance: round-robin, breakdowns: { up: 45ms, down: 1h, instances: 1 }";
  expect(endpoint(simulate(web(one, "", 40)), "web.page").failed).toBe(9); // Every fourth of those after 45 ms.
  expect(endpoint(simulate(web(one.replace(", instances: 1 ", ""), "", 40)), "web.page").failed).toBe(36);
});

it("whatever runs on any of them is lost", () => {
  const measured = simulate(
    web("instances: 2, balance: round-robin, breakdowns: { up: 45ms, down: 1h }", "{ delay: 1h }"),
  );
  expect(failures(measured, "web.page")).toEqual({ "instance-down web": 10 });
});

it("a call is lost with its caller, which does nothing more about it", () => {
  const text = web("breakdowns: { up: 45ms, down: 1h }", "{ call: web.part, fallback: [{ publish: jobs }] }")
    .replace(" } }\n  db", ", part: [{ delay: 1h }] } }\n  db")
    .concat("\n  jobs: { type: work-queue, steps: [] }");
  const measured = simulate(text);
  expect(failures(measured, "web.page")).toEqual({ "instance-down web": 10 });
  expect(measure(measured, "jobs", "completionMs")).toEqual([]);
});

describe("health checks", () => {
  const checked = (balance: string): string =>
    `instances: 4, balance: ${balance}, breakdowns: { up: 45ms, down: 200.5ms, instances: 1 }, health-check: { every: 20ms, failures: 2 }`;
  for (const balance of ["round-robin", "random", "least-connections", "power-of-two"])
    it(`take an instance out of ${balance}, and bring it back`, () => {
      const measured = simulate(web(checked(balance), "", 4000), { durationMs: 250, binMs: 10 });
      const [ejectedAfter] = measure(measured, "web", "ejectionMs") as number[];
      expect(ejectedAfter).toBeGreaterThanOrEqual(20);
      expect(ejectedAfter).toBeLessThanOrEqual(40);
      const { failuresByBin } = endpoint(measured, "web.page");
      expect(failuresByBin.slice(9).every((n) => n === 0)).toBe(true); // Out from 85 ms at the latest.
    });
  it("bring it back", () => {
    const text = web(checked("round-robin"), "{ delay: 1ms }", 60);
    const busy = resource(simulate(text, { durationMs: 600, binMs: 100 }), "web", "threads").busyByInstance[0];
    expect(busy).toBeGreaterThan(0.001);
  });
  it("leave all in when all are down", () => {
    const all = "instances: 2, breakdowns: { up: 45ms, down: 1h }, health-check: { every: 5ms, failures: 1 }";
    expect(failures(simulate(web(all, "", 10)), "web.page")).toEqual({ "instance-down web": 6 });
  });
});

describe("available E up ÷ (E up + E down) of the time", () => {
  // A request that arrives while it is up is lost with it with probability θ ÷ (θ + μ), of exponential up times 1 ÷ θ.
  const [up, down, service] = [0.5, 0.125, 0.02];
  const lost = down / (up + down) + (up / (up + down)) * (service / (service + up));
  const text = `
version: 1
traffic: { users: { rate: 200/s, to: web.page } }
parts:
  web:
    type: service
    breakdowns: { up: exponential(500ms), down: exponential(125ms) }
    endpoints: { page: [{ delay: exponential(20ms) }] }`;
  const cases: readonly OracleCase[] = [
    {
      id: "breakdowns",
      title: "M/M/∞ that breaks down",
      runs: { m: run(text, { warmUp: 2, short: 30, long: 600 }) },
      checks: [exact("share that fails", lost, of.failedShare("m"))],
    },
  ];
  for (const oracle of cases)
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
});
