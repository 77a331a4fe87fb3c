/** What lives in one instance: sessions, timers, files, and the requests of those that go. By hand, and against theory. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { risksOf } from "../../src/model/risks/index.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { findingsOf } from "../experiment/study.js";
import { endpoint, failures, latencies, measure, modelOf, requests, resource, simulate } from "../simulate.js";

const said = (text: string): string[] =>
  readModel("model.yaml", memoryFiles({ "model.yaml": text })).diagnostics.map(({ message }) => message);

const shop = (web: string, { n = 40, timeline = "", page = "{ delay: 1ms }", keys = 1 } = {}): string => `
version: 1
data: { customer: { keys: ${keys} } }
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, ${web}, endpoints: { page: [${page}], other: [] } }
  db: { type: database, pool: { connections: 9 }, queries: { login: { time: 7ms } } }
timeline: { ${timeline} }`;
const run = (...how: Parameters<typeof shop>): Measurements => simulate(shop(...how), { durationMs: 1000 });

describe("sessions", () => {
  const SESSIONS = "sessions: { of: customer, lost: continue }";

  it("are lost by each request that comes to another instance", () => {
    const found = run(`instances: 2, balance: round-robin, ${SESSIONS}`);
    expect(measure(found, "web", "lostSessions")).toBe(39 / 40);
    expect(measure(found, "web", "lostElsewhere")).toBe(39 / 40);
    expect(measure(run(`instances: 2, balance: { sticky: customer }, ${SESSIONS}`), "web", "lostSessions")).toBe(0);
    expect(measure(run(SESSIONS), "web", "lostSessions")).toBe(0);
  });

  it("then the request fails, or logs in again", () => {
    const two = (lost: string) => `instances: 2, balance: round-robin, sessions: { of: customer, ${lost} }`;
    expect(failures(run(two("lost: fails")), "web.page")).toEqual({ "session-lost web": 39 });
    expect(failures(run(two("endpoints: [other]")), "web.page")).toEqual({});
    const again = run(two("lost: [{ query: db.login }]"));
    expect(latencies(again, "web.page")).toEqual([1, ...Array(39).fill(8)]);
    expect(resource(again, "db", "pool").busy * 1000).toBeCloseTo(39 * 7, 6);
    expect(
      senseOf(modelOf(shop(two("lost: [{ query: db.login }]")))).loads.find(({ part }) => part === "db")!.busy,
    ).toBeCloseTo(0.5 * 0.1 * 7, 9);
  });

  it("are gone with a crash, a release and a scale-in, and are not with work that goes on afterwards", () => {
    const lost = (timeline: string, web = SESSIONS): [number, number] => {
      const found = run(web, { timeline });
      return [
        (measure(found, "web", "lostGone") as number) * endpoint(found, "web.page").offered,
        measure(found, "web", "droppedSessions") as number,
      ];
    };
    const rounded = ([a, b]: [number, number]): number[] => [Math.round(a), b];
    expect(rounded(lost("crash: { at: 105ms, for: 20ms, down: web }"))).toEqual([1, 1]);
    expect(lost("stop: { at: 105ms, for: 20ms, down: web, work: resumes }", `cores: 1, ${SESSIONS}`)).toEqual([0, 0]);
    expect(rounded(lost("new: { at: 105ms, release: web, all-at-once: true, boot: 2ms }"))).toEqual([1, 1]);
    const moved = `instances: 2, balance: round-robin, ${SESSIONS}`;
    expect(lost("crash: { at: 105ms, for: 20ms, down: web }", moved)[1]).toBe(1); // It was on one of them.
    const sticky = `instances: 2, balance: { sticky: customer }, ${SESSIONS}`;
    // Fewer: the one session moves only if it was on the second.
    const fewer = run(sticky, { timeline: "fewer: { at: 205ms, set: { web.instances: 1 } }", keys: 50 });
    const dropped = measure(fewer, "web", "droppedSessions") as number;
    expect(dropped).toBeGreaterThan(3);
    expect(measure(fewer, "web", "lostElsewhere")).toBe(0);
    expect(measure(fewer, "web", "lostGone")).toBeGreaterThan(0);
  });

  it("of a restart, the share that was there is lost; at random n − 1 of n requests come to another", async () => {
    const text = (balance: string, timeline: string) => `
version: 1
data: { customer: { keys: 2000 } }
traffic: { users: { rate: 500/s, to: web.page } }
parts:
  web: { type: service, instances: 5, balance: ${balance}, sessions: { of: customer, lost: continue }, endpoints: { page: [{ delay: 1ms }] } }
timeline: { ${timeline} }
objectives: { "lost sessions{web}": [rate < 99%] }
run: { warm-up: 20s, duration: 40s, replications: 8 }`;
    const among = (await findingsOf(text("random", ""))).variants[0]!.objectives[0]!.measured;
    // All customers have come before in 20 s but e^(−5), whose first request opens one.
    expect(among.low!).toBeLessThan(0.8);
    expect(among.high!).toBeGreaterThan(0.797);
    expect(among.high! - among.low!).toBeLessThan(0.006);
    const restart = await findingsOf(
      text("{ sticky: customer }", "new: { at: 21s, release: web, canary: 20%, watched: 1h, boot: 1ms }"),
    );
    const lost = restart.variants[0]!.objectives[0]!.measured;
    // A fifth of 2,000 customers, of whom all but e^(−9.75) come again, and e^(−5.25) had not yet come: of 20,000 requests.
    const exact = (2000 * 0.2 * (1 - Math.exp(-9.75)) * (1 - Math.exp(-5.25))) / 20_000;
    expect(lost.low!).toBeLessThan(exact * 1.01);
    expect(lost.high!).toBeGreaterThan(exact * 0.99);
    expect(lost.high! - lost.low!).toBeLessThan(0.1 * exact);
  }, 60_000);
});

describe("timers", () => {
  const TIMERS = (more = ""): string => `timers: { clean-up: { every: 100ms, ${more} steps: [{ cpu: 5ms }] } }`;

  it("run n × T ÷ every times, or T ÷ every for all of them, and are background work", () => {
    const found = run(`instances: 3, cores: 1, ${TIMERS()}`);
    expect(measure(found, "web", "runs")).toBe(30);
    expect(found.background).toMatchObject([{ name: "web.clean-up", offered: 27, failed: 0 }]);
    expect(found.endpoints.map(({ name }) => name)).toEqual(["web.page"]);
    expect(resource(found, "web", "cores").busy * 1000).toBeCloseTo(27 * 5, 6); // The last are at the very end.
    expect(measure(run(`instances: 3, cores: 1, ${TIMERS("once: true,")}`), "web", "runs")).toBe(10);
  });

  it("are watched, and can be slow", () => {
    const text = shop(`cores: 1, ${TIMERS()}`, { timeline: "slow: { at: 450ms, slow: web.clean-up, by: 4 }" });
    const { watched } = simulate(text, { durationMs: 1000, watch: ["web.clean-up"] });
    expect(watched[0]!.latencyMs).toMatchObject({ min: 5, max: 20 });
  });

  it("count from when an instance begins, and not while it is down; another leads meanwhile", () => {
    const crash = { timeline: "crash: { at: 350ms, for: 130ms, down: web, instance: 1 }" };
    const runs = (web: string) => measure(run(web, crash), "web", "runs");
    expect(runs(TIMERS())).toBe(3 + 5); // 100 … 300, and 580, 680 … 980 ms.
    expect(runs(`instances: 2, ${TIMERS("once: true,")}`)).toBe(10);
    expect(runs(TIMERS("once: true,"))).toBe(9); // None at 400 ms.
    const more = { timeline: "more: { at: 350ms, set: { web.instances: 2 } }" };
    expect(measure(run(TIMERS(), more), "web", "runs")).toBe(10 + 6); // From 450 ms.
  });

  it("are load that check knows, of each instance", () => {
    const load = (web: string) =>
      senseOf(modelOf(shop(web))).loads.find(({ part, resource }) => part === "web" && resource === "cores")!.busy;
    expect(load(`instances: 3, cores: 1, ${TIMERS()}`)).toBeCloseTo(0.15, 9);
    expect(load(`instances: 3, cores: 1, ${TIMERS("once: true,")}`)).toBeCloseTo(0.05, 9);
    const calls = `timers: { poll: { every: 50ms, steps: [{ query: db.login }] } }`;
    expect(senseOf(modelOf(shop(calls))).loads.find(({ part }) => part === "db")!.busy).toBeCloseTo(0.14, 9);
  });

  it("have names of their own", () =>
    expect(said(shop("timers: { page: { every: 1s, steps: [] } }"))).toContain(
      '"web" has an endpoint of this name too',
    ));

  it("leave theory without a claim", async () => {
    const text = `
version: 1
traffic: { users: { rate: 50/s, to: web.page } }
parts: { web: { type: service, threads: 1, cores: 1, TIMER endpoints: { page: [{ cpu: exponential(5ms) }] } } }
run: { duration: 60s, replications: 3 }`;
    const theory = async (timer: string) => (await findingsOf(text.replace("TIMER", timer))).variants[0]!.theory;
    expect((await theory("")).length).toBeGreaterThan(0);
    expect(
      (await theory("timers: { poll: { every: 10ms, steps: [{ cpu: 1ms }] } },")).filter(
        ({ agrees }) => agrees !== null,
      ),
    ).toEqual([]);
  });
});

it("what an instance keeps, and what each does, are risks", () => {
  const rules = (web: string): string[] =>
    risksOf(modelOf(shop(web))).flatMap(({ rule, subject }) =>
      subject.startsWith("web") && rule !== "single-point" ? [`${rule} ${subject}`] : [],
    );
  const timers = "timers: { report: { every: 1s, steps: [] } }";
  expect(rules(`instances: 2, balance: { sticky: customer }, sessions: { of: customer }, ${timers}`)).toEqual([
    "state-in-process web",
    "runs-on-each web.report",
  ]);
  expect(rules(`instances: 2, ${timers.replace("1s,", "1s, once: true,")}`)).toEqual([]);
  expect(rules(timers)).toEqual([]);
});

describe("an instance that is taken away", () => {
  const slow = (web: string, timeline = "fewer: { at: 105ms, set: { web.instances: 1 } }") =>
    run(`instances: 2, balance: round-robin, ${web}`, { page: "{ delay: 50ms }", timeline });

  it("finishes what it has, as long as it may", () => {
    expect(endpoint(slow("threads: 99"), "web.page").failed).toBe(0);
    expect(endpoint(slow("drain: 46ms"), "web.page").failed).toBe(0);
    expect(failures(slow("drain: 20ms"), "web.page")).toEqual({ "drained web": 2 }); // That of 60 ms is done at 110; not those of 80 and 100.
    expect(failures(slow("drain: 0s"), "web.page")).toEqual({ "drained web": 3 });
    const queue = slow("drain: 30ms, threads: 1");
    expect(failures(queue, "web.page")["drained web"]).toBe(3); // One of them has begun, two wait.
  });

  it("and comes back whole, whatever time it then had left", () => {
    const again = run("instances: 2, balance: round-robin, drain: 60ms", {
      page: "{ delay: 19ms }",
      timeline: "fewer: { at: 105ms, for: 30ms, set: { web.instances: 1 } }",
    });
    expect(endpoint(again, "web.page").failed).toBe(0);
    expect(resource(again, "web", "threads").busyByInstance[1]! * 1000).toBeGreaterThan(17 * 19); // Of 40 in all.
    expect(measure(again, "web", "instances")).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
    expect(measure(again, "web", "instancesPaid")).toBeCloseTo(2 - 0.016, 9); // Gone from 119 to 135 ms.
  });

  it("or it is said that none is", () => {
    expect(said(shop("drain: 1s"))).toContain("`drain` does nothing here: no instance is ever taken away");
  });
});

it("a file that one instance has is a cache without a limit there: what another has put is missing", () => {
  const text = (per: string, balance: string): string => `
version: 1
data: { upload: { keys: 100 } }
traffic: { up: { rate: 200/s, to: web.store }, down: { rate: 200/s, to: web.fetch } }
parts:
  web:
    type: service
    instances: 4
    balance: ${balance}
    endpoints: { store: [{ put: files, steps: [] }], fetch: [{ get: files, miss: [{ fail: 100% }] }] }
  files: { type: cache, of: upload, capacity: 100, ${per} }`;
  const share = (per: string, balance: string): number => {
    const { answered, failed } = endpoint(simulate(text(per, balance), { durationMs: 20_000 }), "web.fetch");
    return failed / (answered + failed);
  };
  expect(share("per: instance", "random")).toBeGreaterThan(0.1);
  expect(share("per: instance", "{ sticky: upload }")).toBeLessThan(0.03);
  expect(share("", "random")).toBeLessThan(0.03);
});
