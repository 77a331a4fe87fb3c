/** Entries of a timeline that last until someone acts: what is seen when, by hand, and what is said of mistakes. */
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { RunPlan } from "../../src/model/wiring/compile.js";
import { endpoint, failures, latencies, requests, simulate } from "../simulate.js";

/** Requests 10 ms apart, for three seconds; looks are 100 ms apart, from 507 ms on. */
const shop = (entry: string, page = "[{ call: pay.charge }]", more = ""): string => `
version: 1
traffic: { users: { ${requests(300, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: ${page} } }
  pay: { type: service, threads: 1, endpoints: { charge: [{ delay: 5ms }] } }
  ${more}
timeline: { trouble: { at: 507ms, ${entry} } }`;

const PLAN = { durationMs: 4000, binMs: 100 };
const run = (text: string, plan: Partial<RunPlan> = {}) => simulate(text, { ...PLAN, ...plan });
/** When the alert fired and when it ended, after it began [ms]. */
const times = (text: string, plan: Partial<RunPlan> = {}): (number | null)[] => {
  const [found] = run(text, plan).reactions ?? [];
  const after = (ms: number | null | undefined) => (ms == null ? null : Math.round(ms - found!.fromMs));
  return [after(found?.noticedMs), after(found?.endedMs)];
};

const until = (alert: string, held = "0s", acts = "200ms") =>
  `until: { alert: ${alert}, over: 400ms, held: ${held}, acts: ${acts} }`;
const fails = (share: string, ...said: Parameters<typeof until>) => `fails: pay, share: ${share}, ${until(...said)}`;

describe("an alert on errors", () => {
  // All fail: a quarter of the last 400 ms after 100 ms, half after 200 ms, three quarters after 300 ms.
  it.each([
    ["errors > 20%", "0s", 100],
    ["errors > 30%", "0s", 200],
    ["errors > 60%", "0s", 300],
    ["errors > 60%", "100ms", 400],
    ["errors > 60%", "150ms", 500], // Looked at every quarter of 400 ms.
  ])("%s, held for %s, fires after %i ms", (alert, held, noticed) =>
    expect(times(shop(fails("100%", alert, held)))).toEqual([noticed, noticed + 200]),
  );
  it("ends what it is about: as many fail as came until then", () =>
    expect(failures(run(shop(fails("100%", "errors > 20%"))), "web.page")).toEqual({ "failed pay": 30 }));
  it("never fires where too few fail, and then it does not end", () => {
    const text = shop(fails("20%", "errors > 60%"));
    expect(times(text)).toEqual([null, null]);
    expect(endpoint(run(text), "web.page").failed).toBeGreaterThan(30);
  });
  it("is about what users see, or about one endpoint", () => {
    const hidden = "[{ call: pay.charge, fallback: continue }]";
    expect(times(shop(fails("100%", "errors > 20%"), hidden))).toEqual([null, null]);
    expect(times(shop(fails("100%", "errors of pay.charge > 20%"), hidden))).toEqual([100, 300]);
    expect(times(shop(fails("100%", "errors of web.page > 20%")))).toEqual([100, 300]);
  });
});

describe("an alert on something else", () => {
  const slow = (alert: string) => `slow: pay, by: 4, ${until(alert)}`; // 20 ms each, 10 ms apart: a queue grows.
  it("on latency", () => {
    // The k-th request that comes meanwhile takes 10 + 10k ms and ends after 3 + 20k: within 100 ms the 4th, after 50.
    expect(times(shop(slow("p99 > 45ms")))[0]).toBe(100);
    expect(times(shop(slow("p99 > 55ms")))[0]).toBe(200);
    expect(times(shop(slow("mean > 60ms")))[0]).toBeGreaterThan(200);
  });
  it("on goodput, also where nothing ends", () => {
    expect(times(shop(`down: web, ${until("goodput < 40/s")}`))).toEqual([300, 500]); // 100, then 75, 50 and 25 a second.
    expect(times(shop(`slow: pay, by: 1000, ${until("goodput < 1/s")}`))[0]).toBe(400);
  });
  it("on a queue, its mean over the time", () => {
    // It grows by 5 in 100 ms: t²/40 ms over 400 ms is 0.6, 2.5, 5.6 and 10 after 100 to 400 ms.
    expect(times(shop(slow("queue of pay > 2")))[0]).toBe(200);
    expect(times(shop(slow("queue of pay > 6")))[0]).toBe(400);
  });
  it("on latency of what is answered does not see what is not", () =>
    expect(times(shop(fails("100%", "p99 > 100ms")))).toEqual([null, null]));
});

it("ends when someone acts: a slow part", () => {
  const page = "[{ delay: 5ms }]";
  const slow = run(shop(`slow: web, by: 4, ${until("p99 > 15ms", "0s", "35ms")}`, page), { durationMs: 700 });
  const all = latencies(slow, "web.page"); // Noticed at 607 ms, ended at 642 ms: those of 510 to 640 ms.
  expect(all.filter((ms) => ms === 20)).toHaveLength(14);
});

it("ends when someone acts: a part that is down, which is then up for good or until the next outage", () => {
  const text = shop(`down: pay, ${until("errors > 20%")}`);
  const downed = run(text);
  expect(failures(downed, "web.page")).toEqual({ "instance-down pay": 30 });
  const outage = downed.parts.find(({ name }) => name === "pay")!.measures.find(({ name }) => name === "outageMs");
  expect(outage).toMatchObject({ kind: "duration", histogram: { count: 1, max: 300 } });
  const twice = text.replace(/ }$/, ", again: { at: 2005ms, for: 100ms, down: pay } }");
  expect(() => run(twice)).toThrow("already does this to pay"); // It might not have ended.
});

it("reacts at random, as long in every variant of a replication", () => {
  const text = shop(fails("100%", "errors > 20%", "0s", "exponential(500ms)"));
  const reaction = (what: string, plan: Partial<RunPlan>) => {
    const [noticed, ended] = times(what, plan);
    return ended! - noticed!;
  };
  const each = Array.from({ length: 20 }, (_, replication) => reaction(text, { replication, durationMs: 20_000 }));
  expect(new Set(each).size).toBeGreaterThan(15);
  expect(times(text)).toEqual(times(text));
  const later = shop(fails("100%", "errors > 20%", "100ms", "exponential(1s)"));
  for (const replication of [0, 1, 2])
    expect(reaction(later, { replication, durationMs: 20_000 }) / each[replication]!).toBeCloseTo(2, 1);
});

it("changes nothing but what it ends: until then it is as if it stayed for good", () => {
  const forGood = run(shop("fails: pay, share: 20%"));
  const watched = run(shop(fails("20%", "errors > 60%")));
  expect(endpoint(watched, "web.page")).toEqual(endpoint(forGood, "web.page"));
  expect(forGood).not.toHaveProperty("reactions");
});

describe("mistakes", () => {
  const said = (entry: string): string[] =>
    readModel("m.yaml", memoryFiles({ "m.yaml": shop(entry) }))
      .diagnostics.filter(({ severity }) => severity === "error")
      .map(({ message, hint }) => (hint == null ? message : `${message}; ${hint}`));
  const alert = (text: string) => said(`slow: pay, by: 2, until: { alert: "${text}", acts: 1min }`);
  it.each([
    ["error > 5%", 'monitoring shows no "error"; did you mean "errors"?'],
    [
      "errors = 5%",
      '"errors = 5%" is no condition; write it as `errors > 5%`, `p99 of web.page > 2s` or `queue of pay > 50`',
    ],
    ["errors > 100%", "more than all cannot fail: this alert never fires"],
    ["goodput < 0/s", "nothing is below 0: this alert never fires"],
    ["queue > 50", "say of which part, as in `queue of pay > 50`"],
    ["queue of pya > 50", 'there is no part "pya" that requests queue for; did you mean "pay"?'],
    ["p99 of web.pgae > 1s", 'there is no endpoint "web.pgae"; did you mean "web.page"?'],
  ])("%s", (text, message) => expect(alert(text)).toEqual([message]));
  it("a limit without its unit", () => expect(alert("p99 > 5")[0]).toContain('"5"'));
  it("an entry with two ends, or with none", () => {
    const both = "for: 1min, until: { alert: errors > 5%, acts: 1min }";
    expect(said(`slow: pay, by: 2, ${both}`)).toEqual(["it has a length already; give `for` or `until`"]);
    expect(said("down: pay")).toEqual(["it has no end; say how long it lasts, `for: 2min`; or `until` someone acts"]);
  });
});
