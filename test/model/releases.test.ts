/** Releases: the plan by hand, what happens to requests, and the capacity that is left. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReleaseOptions, releasePlan } from "../../src/components/service/release.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, failures, latencies, measure, requests, resource, simulate } from "../simulate.js";

describe("the plan", () => {
  const options: ReleaseOptions = {
    atMs: 100,
    instances: 3,
    first: 1,
    watchedMs: 0,
    pauseMs: 5,
    drainMs: 10,
    bootMs: 20,
    backAfterMs: Number.POSITIVE_INFINITY,
  };
  const plan = (changed: Partial<ReleaseOptions>) =>
    releasePlan({ ...options, ...changed }).map(
      ({ instance, leavesMs, stopsMs, backMs, isNew }) =>
        `${instance} ${leavesMs}–${stopsMs}–${backMs} ${isNew ? "new" : "old"}`,
    );

  it("one after the other, with a pause", () =>
    expect(plan({})).toEqual(["0 100–110–130 new", "1 135–145–165 new", "2 170–180–200 new"]));
  it("all at once", () =>
    expect(plan({ first: 3 })).toEqual(["0 100–110–130 new", "1 100–110–130 new", "2 100–110–130 new"]));
  it("some first, which are watched", () =>
    expect(plan({ first: 2, watchedMs: 1000 })).toEqual([
      "0 100–110–130 new",
      "1 100–110–130 new",
      "2 1130–1140–1160 new",
    ]));
  it("back again: what has not begun never does, and what is under way is finished first", () => {
    expect(plan({ backAfterMs: 20 })).toEqual([
      "0 100–110–130 new",
      "1 135–145–165 new",
      "0 150–160–180 old",
      "1 185–195–215 old",
    ]);
    expect(plan({ first: 3, backAfterMs: 20 }).slice(3)).toEqual([
      "0 150–160–180 old",
      "1 150–160–180 old",
      "2 150–160–180 old",
    ]);
    expect(plan({ first: 2, watchedMs: 1000, backAfterMs: 900 })).toHaveLength(4);
  });
});

const web = (release: string, { steps = "{ delay: 15ms }", instances = 2, n = 20, more = "" } = {}): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, instances: ${instances}, ${more} endpoints: { page: [${steps}] } }
  seen: { type: cache, keys: { count: 100, zipf: 0 }, time: 0ms }
timeline: { v2: { at: 50ms, release: web, ${release} } }`;
const run = (...of: Parameters<typeof web>) => simulate(web(...of), { durationMs: 1000, binMs: 100 });

describe("requests", () => {
  it("none is lost where an instance answers what it has before it stops", () => {
    const drained = run("one-by-one: 10ms, drain: 20ms, boot: 30ms");
    expect(endpoint(drained, "web.page").failed).toBe(0);
    expect(endpoint(drained, "web.page").answered).toBe(20);
  });
  it("what an instance is doing is lost where it stops at once", () =>
    // Two or three at a time are under way, so each of the two instances has one.
    expect(failures(run("one-by-one: 10ms, boot: 30ms", { steps: "{ delay: 25ms }" }), "web.page")).toEqual({
      "instance-down web": 3,
    }));
  it("all at once, none is there while they start", () =>
    // From 50 to 80 ms: that of 40 ms is lost, and those of 50, 60 and 70 find no instance.
    expect(failures(run("all-at-once: true, boot: 30ms"), "web.page")).toEqual({
      "instance-down web": 1,
      "no-instance web": 3,
    }));
  it("a single instance too", () =>
    expect(failures(run("one-by-one: 0s, drain: 16ms, boot: 20ms", { instances: 1 }), "web.page")).toEqual({
      "no-instance web": 4,
    }));
  it("some fail in the new version, only there, and none when the old one is back", () => {
    const bad = run("one-by-one: 200ms, boot: 1ms, drain: 16ms, errors: 100%", { more: "balance: round-robin," });
    // From 67 ms on one of two instances has it, the other from 284 ms on: every other request of 70 to 200 ms.
    const failed = endpoint(bad, "web.page").failed;
    expect(failures(bad, "web.page")).toEqual({ "new-version web": failed });
    expect(failed).toBeGreaterThanOrEqual(7);
    expect(failed).toBeLessThanOrEqual(8);
    expect(
      endpoint(run("one-by-one: 200ms, boot: 1ms, drain: 16ms, errors: 100%, back-after: 1ms"), "web.page").failed,
    ).toBeLessThanOrEqual(1);
  });
  it("a canary is a share of the instances", () => {
    const few = run("canary: 25%, boot: 1ms, drain: 16ms, errors: 100%", {
      instances: 4,
      n: 60,
      more: "balance: round-robin,",
    });
    const { failed } = endpoint(few, "web.page");
    expect(failed).toBeGreaterThanOrEqual(13); // A quarter of those from 70 to 600 ms.
    expect(failed).toBeLessThanOrEqual(14);
  });
  it("take longer in a new version, and still longer while it is cold", () => {
    const slower = run("all-at-once: true, drain: 16ms, boot: 1ms, by: 2, cold: { for: 50ms, by: 3 }", { n: 15 });
    // Back at 67 ms; cold until 117: those of 70 to 110 ms take six times 15 ms, the rest twice.
    expect(latencies(slower, "web.page").filter((ms) => ms === 90)).toHaveLength(5);
    expect(latencies(slower, "web.page").filter((ms) => ms === 30)).toHaveLength(4);
  });
  it("goes back to what each instance had, not to the release before, which may have gone back itself", () => {
    const two = web("all-at-once: true, boot: 1ms, errors: 100%, back-after: 20ms", { n: 30 }).replace(
      "timeline: {",
      "timeline: { v3: { at: 150ms, release: web, all-at-once: true, boot: 1ms, errors: 100%, back-after: 20ms },",
    );
    const { "new-version web": failed } = failures(simulate(two, { durationMs: 1000, binMs: 100 }), "web.page");
    expect(failed).toBe(4); // Those of 60 and 70 ms, and of 160 and 170 ms.
  });
  it("is as warm as its last start says, whatever started before", () => {
    const back = run("all-at-once: true, drain: 16ms, boot: 1ms, by: 2, cold: { for: 50ms, by: 3 }, back-after: 20ms", {
      n: 25,
    });
    // New and cold from 67 ms on, old and cold from 104 to 154 ms: three times 15 ms, then as before.
    const all = latencies(back, "web.page");
    expect(all.filter((ms) => ms === 45)).toHaveLength(5); // Those of 110 to 150 ms.
    expect(all.filter((ms) => ms === 30)).toHaveLength(0);
  });
  it("a cache in their memory loses the share of each that starts", () => {
    const steps = "{ get: seen, miss: [] }";
    const emptied = (instances: number): number => {
      const measured = simulate(
        web("all-at-once: true, empties: seen", { steps, instances, n: 3000 }).replace("at: 50ms", "at: 20s"),
        { durationMs: 40_000, binMs: 1000 },
      );
      return measure(measured, "seen", "fills") as number;
    };
    expect(emptied(1)).toBe(200); // Every key of 100 is filled twice.
    expect(emptied(2)).toBeGreaterThan(150); // Each of two loses half: a quarter stays.
    expect(emptied(2)).toBeLessThan(197);
  });
});

describe("capacity", () => {
  it("one after the other over n instances, (n − 1) ÷ n of it is left", () => {
    // Four instances of one thread, 10 ms each: 400/s. More comes than they can do; meanwhile three do 300/s.
    const text = `
version: 1
traffic: { users: { rate: 1000/s, to: web.page } }
parts: { web: { type: service, instances: 4, threads: 1, endpoints: { page: [{ delay: 10ms }] } } }
timeline: { v2: { at: 10s, release: web, one-by-one: 0s, drain: 1s, boot: 4s } }`;
    const { answersThenByBin } = endpoint(
      simulate(text, { durationMs: 40_000, binMs: 1000, coolDownMs: 0 }),
      "web.page",
    );
    const mean = (from: number, to: number): number =>
      answersThenByBin.slice(from, to).reduce((a, b) => a + b, 0) / (to - from);
    expect(mean(2, 10)).toBeCloseTo(400, -1);
    // An instance with a queue goes on while it drains: of every 5 s one of four is away for 4.
    expect(mean(10, 30)).toBeCloseTo(400 - (100 * 4) / 5, -1);
    expect(mean(31, 40)).toBeCloseTo(400, -1);
  });
});

describe("mistakes", () => {
  const said = (release: string, more = ""): string[] => {
    const text = web(release, { more });
    const { diagnostics } = readModel("model.yaml", memoryFiles({ "model.yaml": text }));
    return diagnostics.flatMap(({ severity, message, hint }) =>
      severity === "error" ? [`${message}${hint === undefined ? "" : `; ${hint}`}`] : [],
    );
  };
  it.each([
    ["boot: 1s", /it does not say how; say one of `one-by-one: 20s`/],
    ["all-at-once: true, one-by-one: 1s, boot: 1s", /it says one-by-one and all-at-once/],
    ["one-by-one: 1s", /this changes nothing; say `drain`/],
    ["one-by-one: 1s, boot: 1s, watched: 1min", /only a canary is watched/],
    ["one-by-one: 1s, empties: seeing", /there is no part "seeing"; did you mean "seen"/],
    ["one-by-one: 1s, drian: 1s", /drian/],
  ])("%s", (release, words) => expect(said(release).join("\n")).toMatch(words));
  it("breakdowns by chance beside it", () =>
    expect(said("one-by-one: 1s, boot: 1s", "breakdowns: { up: 1h, down: 1s },").join()).toMatch(/by chance/));
  it("another that begins before it is over", () => {
    const text = web("one-by-one: 1s, boot: 1s").replace(
      "timeline: {",
      "timeline: { out: { at: 1s, for: 1s, down: web },",
    );
    const { diagnostics } = readModel("model.yaml", memoryFiles({ "model.yaml": text }));
    expect(diagnostics.map(({ message }) => message).join()).toMatch(
      /before it is over, at 3.05s, "out" begins with web too/,
    );
  });
});

describe("whatever is released however, while instances come and go", () => {
  const ms = (max: number) => fc.integer({ min: 0, max });
  const way = fc.oneof(
    ms(60).map((pause) => `one-by-one: ${pause}ms`),
    fc.constant("all-at-once: true"),
    fc
      .tuple(fc.integer({ min: 1, max: 99 }), ms(80))
      .map(([share, watched]) => `canary: ${share}%, watched: ${watched}ms`),
  );
  const plans = fc.record({
    way,
    drain: ms(40),
    boot: fc.integer({ min: 1, max: 40 }),
    back: fc.option(fc.integer({ min: 1, max: 150 }), { nil: null }),
    instances: fc.integer({ min: 1, max: 5 }),
    later: fc.integer({ min: 1, max: 8 }),
    atMs: fc.integer({ min: 1, max: 400 }),
    threads: fc.integer({ min: 1, max: 3 }),
    fewer: fc.integer({ min: 1, max: 3 }),
  });
  it("every request is answered or fails once, by the cause that is counted, and the same again", () =>
    fc.assert(
      fc.property(plans, ({ way, drain, boot, back, instances, later, atMs, threads, fewer }) => {
        const resized =
          later === instances ? "" : `more: { at: ${atMs}ms, for: 100ms, set: { web.instances: ${later} } },`;
        const narrowed = fewer === threads ? "" : `narrow: { at: ${atMs + 7}ms, set: { web.threads: ${fewer} } },`;
        const text = `
version: 1
traffic: { users: { rate: 200/s, to: web.page, timeout: 60ms } }
parts: { web: { type: service, instances: ${instances}, threads: ${threads}, cores: 1, endpoints: { page: [{ cpu: exponential(4ms) }, { delay: 9ms }] } } }
timeline: { ${resized} ${narrowed} v2: { at: 50ms, release: web, ${way}, drain: ${drain}ms, boot: ${boot}ms, errors: 30%${back === null ? "" : `, back-after: ${back}ms`} } }`;
        const measured = simulate(text, { durationMs: 1500, binMs: 100, coolDownMs: 60_000 });
        const { offered, answered, failed } = endpoint(measured, "web.page");
        expect(answered + failed).toBe(offered);
        for (const name of ["threads", "cores"]) {
          const { busyByBin, capacityByBin } = resource(measured, "web", name);
          for (const each of [...busyByBin, ...(capacityByBin ?? [])]) expect(each).toBeGreaterThanOrEqual(0);
        }
        expect(simulate(text, { durationMs: 1500, binMs: 100, coolDownMs: 60_000 })).toEqual(measured);
      }),
      { numRuns: 60, seed: 7 },
    ));
});
