/** Runs that go on until their intervals are narrow enough. */
import { describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { relaxationTime } from "../../src/analysis/theory/run-length.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { type Overrides, openStudy } from "../../src/experiment/plan/open-study.js";
import { withFixedWindow } from "../../src/experiment/precision/default-window.js";
import { memoryFiles } from "../../src/model/source/files.js";
import { toJson } from "../../src/report/kit/json.js";
import { terminal } from "../../src/report/run/terminal.js";
import { mm1 } from "../theory/mm1.js";

const station = (rate: string, rest = "", options = ""): string => `
version: 1
traffic: { users: { rate: ${rate}, to: station.serve } }
parts: { station: { type: service, threads: 1, ${options} endpoints: { serve: [{ delay: exponential(10ms) }] } } }
${rest}`;

const open = (files: Record<string, string>, flags: Overrides) =>
  openStudy(Object.keys(files)[0]!, memoryFiles(files), flags);

async function run(
  text: string | Record<string, string>,
  flags: Overrides = {},
  elapsedMs = () => 0,
): Promise<Findings> {
  const { study, diagnostics } = open(typeof text === "string" ? { "model.yaml": text } : text, flags);
  if (study === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return runStudy(study, threads(1), () => {}, elapsedMs);
}

const problems = (text: string, flags: Overrides): string =>
  open({ "model.yaml": text }, flags)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ message }) => message)
    .join("; ");

describe("M/M/1 at ρ = 0.6", () => {
  const asked = run(station("60/s"), { precision: "10%" });

  it("reaches the precision asked, around the truth", async () => {
    const { variants, window } = await asked;
    const [{ steady, all }] = variants;
    expect(steady).toMatchObject({ met: true, why: "", precision: 0.1 });
    expect(steady!.reached.map(({ metric }) => metric)).toEqual(["mean", "p50", "p95", "p99"]);
    for (const { relativeHalfWidth } of steady!.reached) expect(relativeHalfWidth).toBeLessThan(0.1 / 1.1);
    const { meanSojourn } = mm1(0.06, 0.1);
    expect(Math.abs(all.latencyMs.mean.value! / meanSojourn - 1)).toBeLessThan(0.1);
    expect(Math.abs(all.latencyMs.p99.value! / (meanSojourn * Math.log(100)) - 1)).toBeLessThan(0.15);
    expect(window).toMatchObject({ fromMs: steady!.warmUpMs, replications: 20 });
    expect(variants[0].overTime.startMs).toBe(steady!.warmUpMs);
  });

  it("removes three relaxation times or more, and runs for a hundred or more", async () => {
    const { steady } = (await asked).variants[0];
    const relaxationMs = relaxationTime(0.6, 0.1);
    expect(steady!.warmUpMs).toBeGreaterThan(2 * relaxationMs); // The measured one may be shorter by chance.
    expect(steady!.lengthMs).toBeGreaterThan(100 * relaxationMs);
  });

  it("is the same bytes again, and counts every request, those of the first look too", async () => {
    const again = await run(station("60/s"), { precision: "10%" });
    expect(toJson(again)).toBe(toJson(await asked));
    expect(again.variants[0].steady!.requests).toBe(again.simulated.requests);
  });

  it("says so on the terminal", async () => {
    const text = terminal(await asked, { colour: false, verbose: true });
    expect(text).toContain("Precision: ±10% asked");
    expect(text).not.toContain("Falls short");
  });
});

it("keeps to a budget of requests, and says what falls short", async () => {
  const findings = await run(station("60/s"), { precision: "1%", budget: "100000" });
  expect(findings.simulated.requests).toBeLessThan(105_000);
  expect(findings.simulated.requests).toBeGreaterThan(60_000);
  const { steady } = findings.variants[0];
  expect(steady).toMatchObject({ met: false, why: "the budget is spent" });
  expect(findings.window.toMs - findings.window.fromMs).toBe(steady!.lengthMs);
  expect(terminal(findings, { colour: false }).replace(/\s+/g, " ")).toContain(" p99 is within ±");
});

it("tells the window that was simulated where a given one did not fit the budget", async () => {
  const { window, variants } = await run(station("60/s"), { precision: "1%", budget: "100000", duration: "1000h" });
  expect(window).toMatchObject({ fromMs: variants[0].steady!.warmUpMs });
  expect(window.toMs - window.fromMs).toBe(variants[0].steady!.lengthMs);
});

it("says when a warm-up that was given did not fit the budget", async () => {
  const { variants } = await run(station("60/s"), { precision: "50%", budget: "100000", warmUp: "10min" });
  const { steady } = variants[0];
  expect(steady!.warmUpMs).toBeLessThan(600_000);
  expect(steady).toMatchObject({
    met: false,
    why: "the budget is spent before the end of the warm-up was found and removed",
  });
});

it("turns a budget of time into requests by the speed so far", async () => {
  let looks = 0;
  const findings = await run(station("60/s"), { precision: "1%", budget: "2s" }, () => 1000 * looks++);
  expect(findings.variants[0].steady).toMatchObject({ met: false, why: "the budget is spent" });
  expect(findings.simulated.requests).toBeLessThan(100_000); // A second of it at the first look's speed.
});

it("asks no precision of a mean that has no interval", async () => {
  const objectives = "objectives: { 'latency{station.serve}': [mean < 1s, p(90) < 1s] }";
  const heavy = station("60/s", objectives).replace(/exponential\([^)]*\)/, '"pareto(shape 2.8, mean 5ms)"');
  const { steady, all } = (await run(heavy, { precision: "10%" })).variants[0];
  expect(all.latencyMs.mean.reason).toContain("infinite third moment");
  expect(steady!.reached.map(({ metric }) => metric)).toEqual(["p50", "p95", "p99", "p90 of station.serve"]);
});

it("claims no warm-up removed where the budget ends with the first look", async () => {
  let looks = 0;
  const findings = await run(station("60/s"), { precision: "1%", budget: "2s" }, () => 3000 * looks++);
  const { warmUpMs, lengthMs, looks: made, met } = findings.variants[0].steady!;
  expect([made.length, warmUpMs, met]).toEqual([1, 0, false]);
  expect([findings.window.fromMs, findings.window.toMs]).toEqual([0, lengthMs]);
});

it("refuses what grows after a first look, without a number", async () => {
  const { variants, simulated } = await run(station("110/s"), { precision: "10%" });
  expect(variants[0].steady).toMatchObject({ met: false, reached: [], why: /grows/ });
  expect(variants[0].all.latencyMs.mean.value).toBe(null);
  expect(simulated.runs).toBe(20);
});

it("ends where no request comes", async () => {
  const { steady } = (await run(station("0/s"), { precision: "10%" })).variants[0];
  expect(steady).toMatchObject({ met: false, why: "no request arrived" });
});

it("asks what the objectives name; a share of errors is held against its limit", async () => {
  const objectives =
    "objectives: { errors: [rate < 1%], 'latency{station.serve}': [p(99) < 1s], goodput: [rate > 1/s] }";
  const { variants } = await run(station("60/s", objectives), { precision: "20%" });
  const metrics = variants[0].steady!.reached.map(({ metric }) => metric);
  expect(metrics.slice(4)).toEqual(["errors", "p99 of station.serve", "goodput"]);
  expect(variants[0].steady!.met).toBe(true);
});

it("runs as long as the percentile of a rare endpoint takes, and not twenty times as long", async () => {
  const rare = `
version: 1
traffic: { users: { rate: 60/s, mix: { station.serve: 97%, station.rare: 3% } } }
parts: { station: { type: service, endpoints: { serve: [{ delay: exponential(10ms) }], rare: [{ delay: exponential(10ms) }] } } }
objectives: { "latency{station.rare}": [p(99) < 1s] }`;
  const { variants } = await run(rare, { precision: "20%" });
  const { met, looks } = variants[0].steady!;
  expect(met).toBe(true);
  expect(looks).toHaveLength(2);
  const beyond = 0.01 * variants[0].endpoints["station.rare"]!.requests;
  expect(beyond).toBeGreaterThan(100);
  expect(beyond).toBeLessThan(400);
});

it("gives all variants one window, but not to those that grow", async () => {
  const files = {
    "experiment.yaml":
      "{ version: 1, title: three, variants: { calm: calm.yaml, busy: busy.yaml, lost: lost.yaml }, run: { precision: 20% } }",
    "calm.yaml": station("20/s"),
    "busy.yaml": station("70/s"),
    "lost.yaml": station("150/s"),
  };
  const [calm, busy, lost] = (await run(files)).variants.map(({ steady }) => steady!);
  expect(calm.lengthMs).toBe(busy.lengthMs);
  expect(calm.warmUpMs).toBe(busy.warmUpMs);
  expect([calm.met, busy.met, lost.met]).toEqual([true, true, false]);
});

it("says where a warm-up that was given is too short", async () => {
  const filling =
    "version: 1\ntraffic: { users: { rate: 50/s, to: web.page } }\nparts: { web: { type: service, endpoints: { page: [{ delay: 10s }] } } }\n";
  const notes = async (warmUp: string) =>
    (await run(filling, { warmUp, duration: "60s" })).notes.filter((note) => note.includes("warm up")).join("");
  expect(await notes("0s")).toMatch(/seems to warm up until (9|1\d)(\.\d+)?s, and only 0/);
  expect(await notes("5s")).toMatch(/seems to warm up until (9|1\d)(\.\d+)?s, and only 5s/);
  expect(await notes("15s")).toBe("");
});

it("says that of nothing that grows: it never warms up", async () => {
  const flags = { warmUp: "10s", duration: "60s", replications: "4" };
  expect((await run(station("150/s"), flags)).notes.join("")).not.toMatch(/warm up|short for/);
  const behind = `
version: 1
traffic: { users: { rate: 20/s, to: web.order } }
parts:
  web: { type: service, endpoints: { order: [{ delay: 5ms }, { publish: mails }] } }
  mails: { type: work-queue, workers: 1, steps: [{ delay: 60ms }] }
`;
  expect((await run(behind, flags)).notes.join("")).not.toMatch(/warm up|short for/);
});

describe("says where runs are short for what the system remembers", () => {
  const relaxationS = relaxationTime(0.95, 0.1) / 1000;
  const notes = async (rate: string, duration: number, rest: Overrides = {}) => {
    const flags = { warmUp: "60s", replications: "8", duration: `${Math.round(duration)}s`, ...rest };
    return (await run(station(rate), flags)).notes.filter((note) => note.includes("are short for"));
  };

  it("which theory knows within a factor of two of what the runs show", async () => {
    const [note, ...others] = await notes("95/s", (50 / 8) * relaxationS);
    expect(others).toEqual([]);
    const [, settles, duration] = /settles in ([\d.]+)s: .* a duration of ([\d.]+)(?:s|min)/.exec(note!)!;
    expect(Number(settles)).toBeGreaterThan(0.5 * relaxationS);
    expect(Number(settles)).toBeLessThan(2 * relaxationS);
    expect(Number(duration) * (note!.includes("min ") ? 60 : 1)).toBeCloseTo((150 / 8) * Number(settles), -1);
  });

  it("which is at least its slowest service, though nothing ever waits", async () => {
    const slow = station("100/s", "", "").replace("threads: 1,", "").replace("10ms", "10s");
    const [note] = (await run(slow, { warmUp: "40s", replications: "4", duration: "100s" })).notes;
    expect(note).toMatch(/short for a system that settles in 10s: .* Give a duration of 380s or more/);
  });

  it("and not where they are long, one alone, or where there is no steady state", async () => {
    expect(await notes("95/s", (600 / 8) * relaxationS)).toEqual([]);
    expect(await notes("95/s", relaxationS, { replications: "1" })).toEqual([]);
    expect(await notes("150/s", 60)).toEqual([]);
  });
});

describe("is refused, and why is said,", () => {
  it("for traffic that changes over time", () =>
    expect(problems(station("{ wave: { mean: 5/s, swing: 1/s, period: 1min } }"), { precision: "5%" })).toMatch(
      /changes over time.*add replications/,
    ));
  it("with too few replications", () =>
    expect(problems(station("5/s"), { precision: "5%", replications: "4" })).toContain("takes 8 replications"));
  it("a budget for nothing", () => expect(problems(station("5/s"), { budget: "60s" })).toContain("for a precision"));
  it("a budget of neither requests nor time", () =>
    expect(problems(station("5/s"), { precision: "5%", budget: "a lot" })).toContain("a number of requests"));
});

describe("a search takes one window for all its points,", () => {
  const searched = (rest: string) => {
    const { study, diagnostics } = open({ "model.yaml": station("60/s", rest) }, {});
    if (study === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
    return withFixedWindow(study);
  };
  it("the usual one, where a file asks for a precision alone", () =>
    expect(searched("run: { precision: 10% }")).toMatchObject({ steady: null, warmUpMs: 10_000, durationMs: 60_000 }));
  it("and the one that it gives", () =>
    expect(searched("run: { precision: 10%, duration: 7min }")).toMatchObject({ steady: null, durationMs: 420_000 }));
});
