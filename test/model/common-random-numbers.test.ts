/**
 * Request number 17 brings the same work to every variant.
 *
 * Where nothing is scarce, a response time is the sum of the work that a request brings. So if two variants
 * differ only in what takes no time, their response times must be the same numbers.
 */
import { describe, expect, it } from "vitest";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { endpoint, latencies, requests, resource, simulate } from "../simulate.js";

const base = `
version: 1
traffic:
  users:
    rate: { profile: [{ at: 0, rate: 300/s }, { at: 3500ms, rate: 0/s }] }
    mix: { web.page: 70%, web.form: 30% }
parts:
  web:
    type: service
    endpoints:
      page: [{ cpu: exponential(3ms) }, { query: db.read }]
      form: [{ query: db.read }, { query: db.write }]
  db:
    type: database
    connections: 100000
    queries: { read: { time: "lognormal(mean 5ms, p99 30ms)" }, write: { time: exponential(4ms), write: true } }
`;
const plan = { durationMs: 4000, binMs: 200 };
const dbWork = (measured: Measurements): number => resource(measured, "db", "connections").busy;
const before = simulate(base, plan);

/** @param change from one text to another, each once */
function changed(...changes: readonly (readonly [string, string])[]): Measurements {
  let text = base;
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  return simulate(text, plan);
}

const page = "page: [{ cpu: exponential(3ms) }, { query: db.read }]";
const part = (line: string) => ["parts:\n", `parts:\n  ${line}\n`] as const;
const cache = part("cache: { type: cache, hit: 0%, time: 0 }");

describe("arrivals and work stay the same", () => {
  const variants: Record<string, () => Measurements> = {
    "another part that is never asked": () =>
      changed(part("spare: { type: service, endpoints: { x: [{ cpu: exponential(1ms) }] } }")),
    "another order of the parts": () => changed(["  db:", "  web2: { type: service, endpoints: {} }\n  db:"]),
    "a cache that never hits": () =>
      changed(cache, [page, "page: [{ cpu: exponential(3ms) }, { get: cache, miss: [{ query: db.read }] }]"]),
    "retries of what does not fail": () =>
      changed([page, page.replace("db.read", "db.read, retry: { attempts: 5, backoff: 1ms }")]),
    "a timeout that never ends": () => changed([page, page.replace("db.read", "db.read, timeout: 1h")]),
    "a deadline that never comes": () => changed([page, page.replace("db.read", "db.read, deadline: 1h")]),
    "policies on the traffic": () =>
      changed(["    mix:", "    deadline: 1h\n    timeout: 1h\n    retry: { attempts: 3 }\n    mix:"]),
    "a pool that is large enough": () =>
      changed(["    queries", "    pool: { connections: 1000, acquire: exponential(1h) }\n    queries"]),
    "more instances, whatever the balancer draws": () =>
      changed(["    endpoints", "    instances: 5\n    balance: random\n    endpoints"]),
    "a choice that makes no difference": () =>
      changed([
        page,
        "page: [{ cpu: exponential(3ms) }, { choose: [{ share: 50%, steps: [] }, { share: 50%, steps: [] }] }, { query: db.read }]",
      ]),
    "a message to a queue": () =>
      changed(part("mails: { type: work-queue, workers: 5, steps: [{ cpu: exponential(1ms) }] }"), [
        page,
        page.replace("page: [", "page: [{ publish: mails }, "),
      ]),
    "a service in between": () =>
      changed(part("edge: { type: service, endpoints: { page: [{ call: web.page }] } }"), [
        "web.page: 70%",
        "edge.page: 70%",
      ]),
  };
  for (const [what, variant] of Object.entries(variants))
    it(`with ${what}`, () => {
      const after = variant();
      expect(dbWork(after)).toBeCloseTo(dbWork(before), 9);
      before.endpoints.forEach((one, i) => {
        expect(after.endpoints[i]!.arrivalsByBin).toEqual(one.arrivalsByBin);
        expect(after.endpoints[i]!.latencyMs.counts).toEqual(one.latencyMs.counts);
        expect(after.endpoints[i]!.latencyMs.sum).toBeCloseTo(one.latencyMs.sum, 6);
      });
    });
});

describe("a second source does not shift the first one's arrivals", () => {
  const robots = "  robots: { rate: 100/s, to: web.robots }\n";
  for (const [where, place] of [
    ["after it", ["parts:\n", `${robots}parts:\n`]],
    ["before it", ["traffic:\n", `traffic:\n${robots}`]],
  ] as const)
    it(`written ${where}`, () => {
      const after = changed(place, ["      page:", "      robots: []\n      page:"]);
      for (const name of ["web.page", "web.form"])
        expect(endpoint(after, name).arrivalsByBin).toEqual(endpoint(before, name).arrivalsByBin);
    });
});

it("two sources do not bring the same work in step", () => {
  const measured = simulate(`
version: 1
traffic: { a: { ${requests(50, 10)}, to: web.a }, b: { ${requests(50, 10)}, to: web.b } }
parts:
  web: { type: service, endpoints: { a: [{ call: work.work }], b: [{ call: work.work }] } }
  work: { type: service, endpoints: { work: [{ delay: "uniform(0ms, 60ms)" }] } }`);
  expect(latencies(measured, "web.a")).not.toEqual(latencies(measured, "web.b"));
});

it("twice the work is exactly twice the work", () => {
  const after = changed(["mean 5ms, p99 30ms", "mean 10ms, p99 60ms"], ["exponential(4ms)", "exponential(8ms)"]);
  expect(dbWork(after) / dbWork(before)).toBeCloseTo(2, 9);
});

it("a cache that hits takes away work, and changes none of the rest", () => {
  const after = changed(part("cache: { type: cache, hit: 100%, time: 0 }"), [
    page,
    "page: [{ cpu: exponential(3ms) }, { get: cache, miss: [{ query: db.read }] }]",
  ]);
  expect(endpoint(after, "web.form").latencyMs.counts).toEqual(endpoint(before, "web.form").latencyMs.counts);
});

it("each attempt brings work of its own", () => {
  const failing = (attempts: number) =>
    simulate(
      base
        .replace("read: {", "read: { fails: 100%,")
        .replace("{ query: db.read }]", `{ query: db.read, retry: { attempts: ${attempts} } }]`),
      plan,
    );
  const [one, three] = [failing(1), failing(3)];
  const ratio = endpoint(three, "web.page").offered === 0 ? 0 : dbWork(three) / dbWork(one);
  expect(ratio).toBeGreaterThan(1.5);
  expect(Number.isInteger(Number(ratio.toFixed(6)))).toBe(false); // Three times the same draw would be a whole number.
});

describe("what follows draws as if nothing had been", () => {
  const cpuAfter = (flaky: string, step = "call: web.flaky, fallback: continue"): number => {
    const text = `
version: 1
traffic: { users: { ${requests(1000, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ ${step} }, { call: work.work }], flaky: [${flaky}] } }
  work: { type: service, endpoints: { work: [{ delay: exponential(3ms) }] } }`;
    return resource(simulate(text, { durationMs: 20_000, binMs: 1000 }), "work", "threads").busy;
  };
  const undisturbed = cpuAfter("");
  it("a loop, however often it ran", () =>
    expect(cpuAfter("{ repeat: 'uniform(0, 4)', steps: [{ delay: 0 }] }")).toBeCloseTo(undisturbed, 9));
  for (const [what, work] of Object.entries({
    "a failure": () => cpuAfter("{ fail: 50% }"),
    "retries that all fail": () =>
      cpuAfter("{ fail: 100% }", "call: web.flaky, retry: { attempts: 3 }, fallback: continue"),
    "a failure in the second round of a loop": () => cpuAfter("{ repeat: 2, steps: [{ fail: 50% }] }"),
    "a deadline in the midst of retries": () =>
      cpuAfter(
        "{ call: web.flaky2, retry: { attempts: 9, backoff: 1ms, jitter: none } }], flaky2: [{ fail: 100% }",
        "call: web.flaky, deadline: 2ms, fallback: continue",
      ),
  }))
    it(what, () => expect(work()).toBeCloseTo(undisturbed, 9));
});

it("a closed user's next request draws as if the last had not failed", () => {
  const work = (steps: string): number => {
    const measured = simulate(
      `
version: 1
traffic: { users: { users: 3, think: 10ms, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: work.work }, ${steps}] } }
  work: { type: service, endpoints: { work: [{ delay: exponential(3ms) }] } }`,
      { durationMs: 5000 },
    );
    return resource(measured, "work", "threads").busy;
  };
  expect(work("{ repeat: 2, steps: [{ fail: 50% }] }")).toBeCloseTo(work("{ delay: 0 }"), 9);
});
