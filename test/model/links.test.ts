/** Links that lose and delay: by hand, against theory, and what is said of mistakes. */
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, failures, latencies, measure, requests, resource, simulate } from "../simulate.js";

/** Requests 10 ms apart, the first at 10 ms; web asks pay, which takes 5 ms. */
const shop = (timeline: string, page = "{ call: pay.charge }", n = 10): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${page}] } }
  pay: { type: service, endpoints: { charge: [{ delay: 5ms }] } }
  db: { type: database, pool: { connections: 2 }, queries: { read: { time: 5ms } } }
  seen: { type: cache, keys: { count: 1, zipf: 0 }, time: 1ms }
  mails: { type: work-queue, workers: 9, steps: [{ delay: 1ms }] }
timeline: { ${timeline} }`;

const run = (timeline: string, page?: string, n?: number) =>
  simulate(shop(timeline, page, n), { durationMs: 2000, binMs: 100 });

describe("apart", () => {
  it("leaves a caller to its timeout, also where only the answer is still to come", () => {
    const page = "{ call: pay.charge, timeout: 20ms }";
    const apart = run("cut: { at: 32ms, for: 30ms, link: [web, pay], apart: true }", page); // Those of 30 to 60 ms.
    expect(failures(apart, "web.page")).toEqual({ "timeout pay": 4 });
    expect(latencies(apart, "web.page")).toEqual(Array(6).fill(5));
  });
  it("or to its deadline, and otherwise until the connection is given up", () => {
    const cut = (options: string) => `cut: { at: 32ms, for: 10ms, link: [web, pay], apart: true${options} }`;
    expect(failures(run(cut(""), "{ call: pay.charge, deadline: 9ms }"), "web.page")).toEqual({ "deadline pay": 2 });
    const givenUp = run(cut(", give-up: 200ms"), "{ call: pay.charge, fallback: continue }");
    expect(latencies(givenUp, "web.page")).toEqual([...Array(8).fill(5), 200, 205]); // The later one had been answered.
    expect(failures(run(cut(", give-up: 200ms")), "web.page")).toEqual({ "no-answer pay": 2 });
  });
  it("by default as Linux gives up a connection, after 127 s", () => {
    const timeline = "cut: { at: 95ms, for: 10ms, link: [web, pay], apart: true }"; // That of 90 ms has been answered.
    const text = shop(timeline, "{ call: pay.charge, fallback: continue }");
    expect(endpoint(simulate(text, { coolDownMs: 200_000 }), "web.page").latencyMs.max).toBe(127_005);
  });
  it("is for whichever asks, and the same to the byte whichever is named first", () =>
    expect(run("cut: { at: 32ms, link: [pay, web], loss: 30% }")).toEqual(
      run("cut: { at: 32ms, link: [web, pay], loss: 30% }"),
    ));
  it("may be between users and what they ask", () => {
    const apart = run("cut: { at: 32ms, for: 30ms, link: [users, web], apart: true, give-up: 1s }");
    expect(failures(apart, "web.page")).toEqual({ "no-answer web": 4 });
  });
});

it("adds a delay each way, to what sets out meanwhile", () => {
  const slow = run("far: { at: 32ms, for: 30ms, link: [web, pay], delay: 10ms }");
  expect(latencies(slow, "web.page")).toEqual([5, 5, 5, 5, 5, 5, 15, 15, 15, 25]); // That of 40 ms both ways.
});

describe("loss", () => {
  it("is half on the way there and half on the way back, when the work has been done", () => {
    const n = 5000;
    const text = shop("lossy: { at: 1ms, link: [web, pay], loss: 40%, give-up: 1s }", undefined, n);
    const lossy = simulate(text, { durationMs: 60_000, watch: ["pay.charge"] });
    const { answered, failed } = endpoint(lossy, "web.page");
    const limit = 4 * Math.sqrt(n * 0.4 * 0.6);
    expect(Math.abs(failed - 0.4 * n)).toBeLessThan(limit);
    expect(answered + failed).toBe(n);
    expect(Math.abs(lossy.watched[0]!.answered - 0.8 * n)).toBeLessThan(limit);
  });
  it("holds the caller's threads until its timeout: λ(p · timeout + (1 − p) · S) are busy", () => {
    // λ = 100/s, p = 20 %, timeout 200 ms, S = 5 ms.
    const n = 5000;
    const text = shop("lossy: { at: 1ms, link: [web, pay], loss: 20% }", "{ call: pay.charge, timeout: 200ms }", n);
    const { busy } = resource(simulate(text, { durationMs: 50_000 }), "web", "threads");
    expect(Math.abs(busy - 0.1 * (0.2 * 200 + 0.8 * 5))).toBeLessThan(0.1 * 195 * 4 * Math.sqrt((0.2 * 0.8) / n));
  });
  it("holds the connection of a pool too", () => {
    const page = "{ query: db.read, fallback: continue }";
    const lossy = run("cut: { at: 12ms, for: 15ms, link: [web, db], apart: true, give-up: 200ms }", page);
    expect(latencies(lossy, "web.page").slice(-3)).toEqual([190, 200, 205]); // Those of 10 and 20 ms hold both.
  });
});

it("makes a look-up without an answer a miss, which fills nothing", () => {
  const page = "{ get: seen, miss: [{ delay: 9ms }] }";
  const cut = run("cut: { at: 1ms, for: 20ms, link: [web, seen], apart: true, give-up: 40ms }", page, 4);
  expect(latencies(cut, "web.page")).toEqual([1, 10, 49, 49]); // Those of 10 and 20 ms; that of 30 ms fills.
  expect(measure(cut, "seen", "hitRate")).toBe(0.25);
});

it("lets a look-up take no longer than its timeout", () => {
  const page = "{ get: seen, timeout: 4ms, miss: [{ delay: 9ms }] }";
  expect(latencies(run("", page, 4), "web.page")).toEqual([1, 1, 1, 10]);
  const cut = run("cut: { at: 15ms, for: 20ms, link: [web, seen], apart: true }", page, 4); // Those of 20 and 30 ms.
  expect(latencies(cut, "web.page")).toEqual([1, 10, 13, 13]);
  const slow = run("busy: { at: 15ms, slow: seen, by: 5 }", page, 4); // All but the first.
  expect(latencies(slow, "web.page")).toEqual([10, 13, 13, 13]);
  expect(failures(slow, "web.page")).toEqual({});
});

it("loses messages, or that they have been taken, so that another try publishes them twice", () => {
  const page = "{ publish: mails, retry: { attempts: 50 } }";
  const lossy = run("lossy: { at: 1ms, link: [web, mails], loss: 50%, give-up: 1ms }", page, 100);
  expect(endpoint(lossy, "web.page").failed).toBe(0);
  const published = measure(lossy, "mails", "completionMs") as number[];
  // (1 − p ÷ 2) ÷ (1 − p) = 1.5 times a message.
  expect(published.length).toBeGreaterThan(120);
  expect(published.length).toBeLessThan(185);
});

it("changes nothing between others, nor before it begins", () => {
  const page = "{ call: pay.charge }, { query: db.read }";
  const without = run("", page);
  expect(run("lossy: { at: 1500ms, link: [web, pay], loss: 50% }", page).endpoints).toEqual(without.endpoints);
});

describe("mistakes, all at once", () => {
  const said = (timeline: string): string[] => {
    const page = "{ call: pay.charge }, { query: db.read }";
    const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": shop(timeline, page) }));
    return diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message, hint = "" }) => `${message}; ${hint}`);
  };
  it.each([
    ["a: { at: 1s, link: [wep, pay], loss: 1% }", 'there is no part, source or region "wep"; did you mean "web"?'],
    [
      "a: { at: 1s, link: [pay, db], loss: 1% }",
      'neither of "pay" and "db" asks the other; there is a link of pay with web; and of db with web',
    ],
    ["a: { at: 1s, link: [web, pay] }", "this changes nothing: give `loss`, `apart: true` or `delay`; "],
    ["a: { at: 1s, link: [web, pay], loss: 1%, apart: true }", "apart, nothing gets there: take out the rest; "],
    [
      "a: { at: 1s, link: [web, pay], loss: 1% }, b: { at: 2s, link: [pay, web], apart: true }",
      'at the same time "a" already does this to pay and web; let one end before the other begins, or make them one',
    ],
  ])("%s", (timeline, message) => expect(said(timeline)).toEqual([message]));
  it("but a loss and a delay may be at once", () =>
    expect(said("a: { at: 1s, link: [web, pay], loss: 1% }, b: { at: 2s, link: [pay, web], delay: 1s }")).toEqual([]));
});
