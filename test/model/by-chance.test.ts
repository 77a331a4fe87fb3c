/** What happens by chance, and what happens together: against closed forms, and what is said of mistakes. */
import { describe, expect, it } from "vitest";
import { meanInterval } from "../../src/analysis/statistics/confidence.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, failures, latencies, measure, modelOf, requests, simulate } from "../simulate.js";

const plan = { durationMs: 2_000_000, binMs: 100_000 };
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe("availability, MTBF 4 s and MTTR 1 s", () => {
  const each = (name: string) => `${name} fails: { every: exponential(4s), for: exponential(1s), down: ${name} }`;
  const shop = (random: string) => `
version: 1
traffic: { users: { rate: 5/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ parallel: [{ steps: [{ call: a.ask }] }, { steps: [{ call: b.ask }] }, { steps: [{ call: c.ask }] }], needs: 2 }] } }
  a: { type: service, endpoints: { ask: [{ delay: 1ms }] } }
  b: { type: service, endpoints: { ask: [{ delay: 1ms }] } }
  c: { type: service, endpoints: { ask: [{ delay: 1ms }] } }
random: { ${random} }`;
  const runs = (random: string) =>
    Array.from({ length: 12 }, (_, replication) => simulate(shop(random), { ...plan, replication }));
  const good = (all: ReturnType<typeof runs>) =>
    meanInterval(
      all.map((run) => endpoint(run, "web.page").answered / endpoint(run, "web.page").offered),
      0.999,
    );

  it("of one is MTBF ÷ (MTBF + MTTR); of 2 of 3, Σ C(3, i) Aⁱ (1 − A)³⁻ⁱ where each fails by itself", () => {
    const all = runs(["a", "b", "c"].map(each).join(", "));
    const one = meanInterval(
      all.map((run) => measure(run, "a", "availability") as number),
      0.999,
    );
    expect(one.low).toBeLessThan(0.8);
    expect(one.high).toBeGreaterThan(0.8);
    expect(one.high! - one.low!).toBeLessThan(0.04);
    const two = good(all);
    const form = 0.8 ** 3 + 3 * 0.8 ** 2 * 0.2;
    expect(two.low).toBeLessThan(form);
    expect(two.high).toBeGreaterThan(form);
    expect(two.high! - two.low!).toBeLessThan(0.05);
  });
  it("and that of one, where they fail together", () => {
    const all =
      "every: exponential(4s), for: exponential(1s), together: { a: { down: a }, b: { down: b }, c: { down: c } }";
    const { low, high } = good(runs(`fail: { ${all} }`));
    expect(low).toBeLessThan(0.8);
    expect(high).toBeGreaterThan(0.8);
    expect(high).toBeLessThan(0.85);
  });
});

/** Requests 10 ms apart, the first at 10 ms. */
const shop = (more: string, page = "{ delay: 5ms }", n = 50): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, instances: 2, endpoints: { page: [${page}] } }
  pay: { type: service, endpoints: { charge: [{ delay: 1ms }] } }
  seen: { type: cache, keys: { count: 1, zipf: 0 }, time: 1ms }
${more}`;
const run = (more: string, page?: string, replication = 0) =>
  simulate(shop(more, page), { durationMs: 1000, binMs: 100, replication });

describe("by chance", () => {
  it("comes again after it has ended", () => {
    // Down at 32–62, 94–124, 156–186, …, 466–496 ms: 8 outages with 3 requests each, and one under way at 156.
    const { failed } = endpoint(
      run("random: { out: { every: 32ms, for: 30ms, down: web, work: finishes } }"),
      "web.page",
    );
    expect(failed).toBe(24);
  });
  it.each([
    ["slow", "{ every: 32ms, for: 30ms, slow: web, by: 3 }"],
    ["fails", "{ every: 32ms, for: 30ms, fails: web.page, share: 100% }"],
    ["link", "{ every: 32ms, for: 30ms, link: [users, web], delay: 3ms }"],
    ["throttle", "{ every: 32ms, for: 30ms, throttle: web, to: 1/s }"],
  ])("happens to what can be %s", (_, entry) =>
    expect(run(`random: { bad: ${entry} }`).endpoints).not.toEqual(run("").endpoints),
  );
  it("flushes, again and again", () => {
    const page = "{ get: seen, miss: [{ delay: 9ms }] }";
    // At 105, 210, 315 and 420 ms, and it is empty at first: five times two, since the second comes as the first fills.
    const slow = latencies(run("random: { cold: { every: 105ms, flush: seen } }", page), "web.page").filter(
      (ms) => ms > 5,
    );
    expect(slow).toHaveLength(5);
  });
  it("is the same in every variant, and another in every replication", () => {
    const random = "random: { out: { every: exponential(100ms), for: exponential(20ms), slow: web, by: 2 } }";
    const slow = (page: string, replication: number) =>
      endpoint(run(random, page, replication), "web.page").latencyByBin.map(({ values }) =>
        values.some((ms) => ms > 9),
      );
    expect(slow("{ delay: 5ms }", 0)).toEqual(slow("{ delay: 5ms }, { call: pay.charge }", 0));
    expect(slow("{ delay: 5ms }", 0)).not.toEqual(slow("{ delay: 5ms }", 1));
  });
});

describe("together", () => {
  it("begin and end at the same time, or as they say", () => {
    const page = "{ delay: 5ms }, { call: pay.charge, fallback: continue }";
    const entry =
      "evening: { at: 32ms, for: 30ms, together: { a: { slow: web, by: 2 }, b: { for: 15ms, down: pay } } }";
    // Those of 40, 50 and 60 ms take 10 ms; they ask pay, which is down until 47 ms, at 50, 60 and 70 ms; that of 30 ms at 35 ms.
    expect(latencies(run(`timeline: { ${entry} }`, page), "web.page")).toEqual([5, ...Array(46).fill(6), 11, 11, 11]);
  });
  it("by chance in a share of the runs", () => {
    const entry = "evening: { at: 32ms, for: 30ms, chance: 40%, together: { a: { fails: web, share: 100% } } }";
    const hit = Array.from(
      { length: 60 },
      (_, r) => endpoint(run(`timeline: { ${entry} }`, undefined, r), "web.page").failed,
    );
    expect([...new Set(hit)].toSorted()).toEqual([0, 3]);
    const share = mean(hit.map((failed) => failed / 3));
    expect(Math.abs(share - 0.4)).toBeLessThan(4 * Math.sqrt((0.4 * 0.6) / 60));
  });
});

describe("mistakes, all at once", () => {
  const said = (more: string): string[] => {
    const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": shop(more) }));
    return diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message, hint = "", location }) => `${location?.line}: ${message}; ${hint}`);
  };
  it.each([
    ["random: { a: { every: 1h, for: 1min, down: wep } }", '8: there is no "wep" to down; did you mean "web"?'],
    ["random: { a: { every: 1h, for: 1min, down: web, instance: 3 } }", "8: there is no instance 3 of 2; "],
    ["random: { a: { every: 0s, for: 1min, down: web } }", "8: this happens all the time; "],
    [
      "random: { a: { every: 1h, for: 1min, down: web }, b: { every: 1h, for: 1min, down: web } }",
      '8: perhaps at the same time "a" already does this to web; let only one of them happen to it',
    ],
    [
      "timeline: { a: { at: 1s, for: 1s, down: web } }\nrandom: { b: { every: 1h, for: 1min, down: web, instance: 1 } }",
      '9: perhaps at the same time "a" already does this to web; let only one of them happen to it',
    ],
    [
      "timeline: { a: { at: 1s, for: 1s, down: web } }\nrandom: { a: { every: 1h, for: 1min, down: pay } }",
      '9: "a" is also the name of an entry of the timeline; give one of them another name',
    ],
    [
      "timeline: { a: { at: 1s, for: 1s, together: { b: { down: web }, c: { down: pya } } } }",
      '8: there is no "pya" to down; did you mean "pay"?',
    ],
    [
      "timeline: { a: { at: 1s, for: 9s, together: { b: { down: web } } }, d: { at: 2s, for: 1s, down: web } }",
      '8: at the same time "b" already does this to web; let one end before the other begins, or make them one',
    ],
    ["timeline: { a: { at: 1s, for: 1s, together: {} } }", "8: this changes nothing; "],
  ])("%s", (more, message) => expect(said(more)).toEqual([message]));
  it("but not of what happens to different instances", () =>
    expect(
      said(
        "random: { a: { every: 1h, for: 1min, down: web, instance: 1 }, b: { every: 1h, for: 1min, down: web, instance: 2 } }",
      ),
    ).toEqual([]));
  it("a key that says when, of what happens by chance", () =>
    expect(said("random: { a: { at: 1h, for: 1min, down: web } }")[0]).toContain("at"));
  it("a chance, of what happens by chance", () =>
    expect(said("random: { a: { every: 1h, for: 1min, chance: 5%, together: { b: { down: web } } } }")[0]).toContain(
      "chance",
    ));
});

it("nothing happens by chance by default", () => expect(modelOf(shop("")).random).toEqual({}));
it("fails nothing by itself", () => expect(failures(run(""), "web.page")).toEqual({}));
