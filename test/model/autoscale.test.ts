/** A service whose instances an autoscaler counts: where it settles, how soon, what that costs, and mistakes. */
import { describe, expect, it } from "vitest";
import { risksOf } from "../../src/model/risks/index.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { steepestRise } from "../../src/model/traffic/planned.js";
import type { RunPlan } from "../../src/model/wiring/compile.js";
import { endpoint, measure, modelOf, simulate } from "../simulate.js";

const shop = (autoscale: string, rate: string, more = "cores: 1,"): string =>
  `
version: 1
traffic: { users: { rate: ${rate}, to: web.page } }
parts:
  web:
    type: service
    ${more}
    autoscale: { ${autoscale} }
    endpoints: { page: [{ cpu: exponential(20ms) }] }`.replace(",\n", "\n");

const minutes = (text: string, plan: Partial<RunPlan> = {}) =>
  simulate(text, { warmUpMs: 0, durationMs: 20 * 60_000, binMs: 15_000, ...plan });
const instances = (...of: Parameters<typeof minutes>): number[] =>
  measure(minutes(...of), "web", "instances") as number[];
const step = (from: number, to: number, at = "2min") =>
  `{ profile: [{ at: 0, rate: ${from}/s }, { at: ${at}, rate: ${to}/s }] }`;

describe("steady load", () => {
  const even = (...of: Parameters<typeof shop>): string =>
    shop(...of)
      .replace(", to:", ", arrivals: constant, to:")
      .replace("exponential(20ms)", "20ms");
  const from = (perSecond: number): string => step(1, perSecond, "1min"); // It has to get there.
  // Cores at work are λ · 20 ms; at the aim they are 60 % of those there are.
  it.each([
    [25, 1], // ⌈0.5 ÷ 0.6⌉
    [100, 4], // ⌈2 ÷ 0.6⌉
    [175, 6], // ⌈3.5 ÷ 0.6⌉
    [290, 10], // ⌈5.8 ÷ 0.6⌉
  ])("of %i/s has ⌈λs ÷ 0.6⌉ = %i instances", (perSecond, wanted) => {
    const measured = minutes(even("max: 20, cores: 60%", from(perSecond)), { warmUpMs: 900_000 });
    expect(new Set(measure(measured, "web", "instances") as number[])).toEqual(new Set([wanted]));
    expect(measure(measured, "web", "instancesPaid")).toBeCloseTo(wanted, 9);
  });
  it("by the requests that each instance gets", () =>
    expect(instances(even("max: 20, requests: 20/s", from(130)), { warmUpMs: 900_000 }).at(-1)).toBe(7)); // ⌈6.5⌉
  it("by its threads", () => {
    // 45 · 20 ms = 0.9 on average, of 2 threads each at 25 %: ⌈0.9 ÷ 0.5⌉.
    const page = even("max: 20, threads: 25%", from(45), "threads: 2,").replace("cpu", "delay");
    expect(instances(page, { warmUpMs: 900_000 }).at(-1)).toBe(2);
  });
  it("beyond what the most can do has the most", () =>
    expect(instances(even("max: 3, cores: 60%", from(140)), { warmUpMs: 600_000 }).at(-1)).toBe(3));
  it("has more where it is uneven: of five minutes the highest decision counts", () => {
    const mean = (text: string) => measure(minutes(text, { warmUpMs: 900_000 }), "web", "instancesPaid") as number;
    const nine = "instances: 9\n    cores: 1,";
    expect(mean(shop("max: 20, cores: 60%", "175/s", nine))).toBeGreaterThan(6.2);
    expect(mean(even("max: 20, cores: 60%", "175/s", nine))).toBeCloseTo(6, 9);
  });
});

describe("a step up", () => {
  const out = (boot: string, more = "") =>
    instances(shop(`min: 2, max: 20, cores: 50%, boot: ${boot}${more}`, step(50, 150)));
  it("takes the age of the metric and the time to boot", () => {
    // From 1 core of 2 to 3 cores: 2 instances are full, so that at first it sees twice its aim.
    const counts = out("0s");
    expect(counts.slice(0, 8)).toEqual(Array(8).fill(2));
    expect(counts[8]).toBe(2); // Until 2:15: the first reading after the step is 15 s old at 2:15 to 2:30 at least.
    expect(counts[10]).toBeGreaterThan(2);
    expect(counts.at(-1)).toBeGreaterThanOrEqual(6); // ⌈3 ÷ 0.5⌉
    expect(counts.at(-1)).toBeLessThanOrEqual(7);
  });
  it("goes further beyond where instances take long to boot: what piled up keeps them busy", () => {
    const most = (boot: string) => Math.max(...out(boot));
    expect(most("2min")).toBeGreaterThan(most("0s"));
  });
  it("counts as paid what boots, and sends it nothing", () => {
    const text = shop("min: 2, max: 20, cores: 50%, boot: 5min", step(50, 99));
    const { parts } = minutes(text, { durationMs: 7 * 60_000 - 1000 });
    const cores = parts[0]!.resources.find(({ name }) => name === "cores")!;
    expect(instances(text, { durationMs: 7 * 60_000 - 1000 }).at(-1)).toBeGreaterThan(2);
    expect(cores.capacity).toBe(2);
  });
  it("is the same in every run of a seed", () => expect(out("30s")).toEqual(out("30s")));
});

describe("a step down", () => {
  const text = shop("min: 2, max: 20, cores: 60%", step(200, 50, "10min"));
  it("waits five minutes, then goes to ⌈λs ÷ 60 %⌉, and loses nothing", () => {
    const measured = minutes(text);
    const counts = measure(measured, "web", "instances") as number[];
    const before = counts[39]!; // At 10:00.
    expect(before).toBe(7);
    expect(counts.slice(39, 60)).toEqual(Array(21).fill(before)); // Until 15:00 …
    expect(counts[63]).toBe(2); // … and at 16:00 they are gone.
    expect(endpoint(measured, "web.page").failed).toBe(0);
  });
  it("at once without stabilisation", () => {
    const counts = instances(text.replace("cores: 60%", "cores: 60%, stabilisation: 0s"));
    expect(counts[42]).toBe(2);
  });
});

it("begins with as many as are said, and as the load of the first moment takes, within its limits", () => {
  const first = (said: string, rate = "1/s", aim = "cores: 60%") =>
    instances(shop(`min: 2, max: 9, ${aim}`, rate, said), { durationMs: 20_000 })[0];
  expect([first("cores: 1,"), first("instances: 5\n    cores: 1,")]).toEqual([2, 5]);
  expect([first("cores: 1,", "200/s"), first("cores: 1,", "900/s")]).toEqual([7, 9]); // ⌈4 ÷ 0.6⌉, and the most.
  expect(first("cores: 1,", "100/s", "requests: 25/s")).toBe(4);
  expect(first("cores: 1,", step(100, 5, "1s"))).toBe(4); // ⌈2 ÷ 0.6⌉
});

it("gives other parts' requests nothing else to do: the same work in every variant", () => {
  const page = (autoscale: string) => shop(autoscale, "10/s").replace("cpu", "delay");
  const of = (text: string) => endpoint(minutes(text), "web.page").latencyByBin;
  expect(of(page("max: 20, cores: 60%"))).toEqual(of(page("max: 9, requests: 1/s")));
});

it("risks a spike that is faster than it, and says by how much", () => {
  const spike = "{ base: 100/s, spikes: [{ at: 5min, rate: 400/s, lasts: 2min, rise: RISE }] }";
  const risks = (rise: string, autoscale = "max: 20, cores: 60%, boot: 30s") =>
    risksOf(modelOf(shop(autoscale, spike.replace("RISE", rise)))).filter(({ rule }) => rule === "slow-autoscaler");
  expect(risks("10s")).toMatchObject([
    {
      subject: "web",
      message:
        "users come 4 times as much within 1min, before it can have more instances: its metric is 30s old when it decides, and one takes 30s to boot",
    },
  ]);
  expect(risks("10min")).toEqual([]); // 1.3 times within a minute, at an aim of 60 %.
});

it("knows how steeply a rate rises", () => {
  const ramp = {
    profile: [
      { at: 0, rate: 10, ramp: false },
      { at: 100_000, rate: 110, ramp: true },
    ],
  };
  expect(steepestRise(ramp, 10_000)).toBeCloseTo(1.1);
  expect(steepestRise(ramp, 50_000)).toBeCloseTo(110 / 60);
  expect(steepestRise({ profile: [...ramp.profile, { at: 100_000, rate: 220, ramp: false }] }, 1)).toBeCloseTo(2);
  expect(steepestRise(500, 10_000)).toBe(1);
});

describe("mistakes", () => {
  const said = (autoscale: string, more?: string, end = "") =>
    readModel("m.yaml", memoryFiles({ "m.yaml": shop(autoscale, "1/s", more) + end }))
      .diagnostics.filter(({ severity }) => severity === "error")
      .map(({ message, hint }) => (hint == null ? message : `${message}; ${hint}`));
  const one = "give one: `cores: 60%`, `threads: 60%` or `requests: 50/s`";
  it.each([
    ["min: 5, max: 3, cores: 60%", undefined, "less than its min of 5"],
    ["min: 3, max: 3, cores: 60%", undefined, "as many as its min: this never changes anything"],
    ["max: 3, cores: 60%", "instances: 4\n    cores: 1,", "more than the 3 that its autoscaler allows"],
    ["max: 3", undefined, `it does not say what it aims at; ${one}`],
    ["max: 3, cores: 60%, requests: 5/s", undefined, `it aims at cores and requests; ${one}`],
    [
      "max: 3, cores: 60%",
      "threads: 9,",
      "its instances have no cores to measure; give `cores`, or aim at `requests: 50/s`",
    ],
    ["max: 3, threads: 60%", undefined, "its threads have no limit to measure; give `threads`"],
  ])("%s", (autoscale, more, message) => expect(said(autoscale, more)).toEqual([message]));
  it("what the timeline says of them", () =>
    expect(said("max: 3, cores: 60%", undefined, "\ntimeline: { a: { at: 1min, set: { web.instances: 2 } } }")).toEqual(
      ["the autoscaler of web decides how many instances there are"],
    ));
  it("a release, which counts instances of its own", () =>
    expect(
      said(
        "max: 3, cores: 60%",
        undefined,
        "\ntimeline: { a: { at: 1min, release: web, all-at-once: true, boot: 10s } }",
      ),
    ).toEqual(['"web" has an autoscaler, which cannot release as well']));
  it("on a host", () =>
    expect(said("max: 3, cores: 60%", "host: box,", "\n  box: { type: host, cores: 4 }")).toContain(
      "more instances share the same cores of box; give it cores of its own, or no `autoscale`",
    ));
});
