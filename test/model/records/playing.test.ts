/** Records played: thinned, superposed, looped, in blocks, the same on any thread. */
import { describe, expect, it } from "vitest";
import { RecordedKey, RecordedRows } from "../../../src/components/traffic/recorded-rows.js";
import { Flow } from "../../../src/engine/flow.js";
import { Simulation } from "../../../src/engine/simulation.js";
import { jobKey } from "../../../src/experiment/execute/cached.js";
import { expectedRequests } from "../../../src/experiment/execute/expected-requests.js";
import { runStudy } from "../../../src/experiment/execute/run-study.js";
import { threads } from "../../../src/experiment/execute/threads.js";
import { windowJobs } from "../../../src/experiment/plan/study.js";
import { checkSense } from "../../../src/model/check/check-sense.js";
import { withRates } from "../../../src/model/traffic/load-factor.js";
import { offeredRate } from "../../../src/model/traffic/rate.js";
import { compile, type RunPlan } from "../../../src/model/wiring/compile.js";
import { studyOf } from "../../experiment/study.js";
import { endpoint, expectLawful, modelOf } from "../../simulate.js";

/** A row every 100 ms for 100 s, the work of row i is i µs. */
const ROWS = Array.from({ length: 1000 }, (_, i) => `${i * 100},${i / 1000},k${i % 7}`);
const FILE = `t_ms,w_ms,key\n${ROWS.join("\n")}\n`;
const PLAN: RunPlan = { seed: "s", replication: 0, warmUpMs: 0, durationMs: 100_000, binMs: 1000, coolDownMs: 0 };

const system = (options = ""): string => `
version: 1
data: { product: { keys: 7 } }
traffic: { t: { requests: { from: r.csv, at: t_ms, work: { "w.a delay": w_ms }, key: { product: key }${options} }, to: w.a } }
parts:
  w: { type: service, endpoints: { a: [delay: 10ms, query: db.find] } }
  db: { type: database, queries: { find: { time: 1ms, of: product } } }`;

const model = (options?: string) => modelOf(system(options), { "r.csv": FILE });

function played(options: string, plan: Partial<RunPlan> = {}) {
  const measured = compile(model(options), { ...PLAN, ...plan }).simulate();
  expectLawful(measured);
  return endpoint(measured, "w.a");
}

/** The rows that were answered, by their work in whole microseconds. */
const workOf = (options: string, plan: Partial<RunPlan> = {}): number =>
  Math.round((played(options, plan).latencyMs.sum - played(options, plan).answered) * 1000);

describe("scaled", () => {
  it("a share keeps some rows, and a larger one all of those", () => {
    const at = (percent: number) => played(`, scale: ${percent}%`);
    const [none, some, more, all] = [0, 30, 60, 100].map(at);
    expect(none!.offered).toBe(0);
    expect(Math.abs(some!.offered - 300)).toBeLessThan(60);
    expect(Math.abs(more!.offered - 600)).toBeLessThan(60);
    expect(all!.offered).toBe(1000);
    for (let bin = 0; bin < 100; bin++) {
      expect(some!.arrivalsByBin[bin]).toBeLessThanOrEqual(more!.arrivalsByBin[bin]!);
      expect(more!.arrivalsByBin[bin]).toBeLessThanOrEqual(all!.arrivalsByBin[bin]!);
    }
    expect(some!.arrivalsByBin).not.toEqual(played(", scale: 30%", { replication: 1 }).arrivalsByBin);
  });

  it("three copies are each row three times, with its work", () => {
    const found = played(", scale: 300%", { durationMs: 100_100, coolDownMs: 1000 });
    expect(found.offered).toBe(3000);
    expect(Math.abs(found.latencyMs.sum - (3000 * 1 + (3 * 999 * 500) / 1000))).toBeLessThan(1e-6);
    expect(new Set(found.arrivalsByBin.slice(0, 100))).toEqual(new Set([30]));
  });

  it("two and a half copies are two and a part of the rows", () => {
    expect(Math.abs(played(", scale: 250%").offered - 2500)).toBeLessThan(60);
  });

  it("a load factor scales it", () => {
    const half = compile(withRates(model(), 0.3), PLAN).simulate();
    expect(endpoint(half, "w.a").arrivalsByBin).toEqual(played(", scale: 30%").arrivalsByBin);
  });
});

it("looped, it begins again at its end, in step", () => {
  const found = played(", loop: true", { durationMs: 250_000 });
  expect(found.offered).toBe(2500);
  expect(new Set(found.arrivalsByBin)).toEqual(new Set([10]));
});

it("as many are expected of a run as come", () => {
  for (const [options, expected] of [
    ["", 1000],
    [", scale: 250%", 2500],
    [", blocks: 4", 250],
  ] as const)
    expect(
      expectedRequests({
        model: model(options),
        plan: { ...PLAN, durationMs: options.includes("blocks") ? 25_000 : 100_000 },
      }),
    ).toBeCloseTo(expected, 6);
  expect(expectedRequests({ model: model(", loop: true"), plan: { ...PLAN, durationMs: 300_000 } })).toBeCloseTo(
    3000,
    6,
  );
});

it("each replication plays a block of its own", () => {
  const works = [0, 1, 2, 3].map((replication) => workOf(", blocks: 4", { replication, coolDownMs: 1000 }));
  const sum = (from: number): number => ((from + from + 249) * 250) / 2;
  expect(works).toEqual([sum(0), sum(250), sum(500), sum(750)]);
});

it("the load is that of the busiest minute, with the recorded work", () => {
  const burst = Array.from({ length: 500 }, (_, i) => `${1000 + i / 1000},8,a`);
  const slow = Array.from({ length: 12_000 }, (_, i) => `${2000 + i * 50},8,a`);
  const found = modelOf(
    system()
      .replace("delay: 10ms", "cpu: 1ms")
      .replace("w.a delay", "w.a cpu")
      .replace("type: service", "type: service, cores: 4"),
    {
      "r.csv": `t_ms,w_ms,key\n${[...burst, ...slow].join("\n")}\n`,
    },
  );
  const perMinute = offeredRate(found.traffic.t!.rate!) * 60;
  expect(perMinute).toBeGreaterThan(1600);
  expect(perMinute).toBeLessThan(1750);
  const { loads } = checkSense(found, () => null);
  const cores = loads.find(({ part }) => part === "w")!;
  expect(Math.abs(cores.busy - ((perMinute / 60) * 8) / 1000)).toBeLessThan(1e-9);
});

it("the keys are those of the rows, in the first round of a loop", () => {
  const flow = new Flow(new Simulation());
  const drawn = { of: () => 99, at: () => 99 };
  const rows = new RecordedRows(-3, 4, 2);
  const keys = new RecordedKey(flow, rows, Int32Array.of(5, 6, -1, 7), drawn);
  const numbers = Array.from({ length: 10 }, (_, i) => i - 4);
  expect(numbers.map((number) => keys.at(number, 0))).toEqual([99, 5, 6, 99, 7, 5, 6, 99, 7, 99]);
  expect(numbers.map((number) => keys.at(number, 1))).toEqual(numbers.map(() => 99));
});

describe("as a study", () => {
  const text = `${system()}\nobjectives: { latency: [mean < 1s] }`;
  const files = { "model.yaml": text, "r.csv": FILE };

  it("gives the same on one thread and on two", async () => {
    const drawn = { ...files, "model.yaml": text.replace("time: 1ms", "time: exponential(1ms)") };
    const run = async (count: number) => {
      const runner = threads(count);
      try {
        return JSON.stringify(await runStudy(studyOf(drawn), runner));
      } finally {
        await runner.close();
      }
    };
    expect(await run(2)).toBe(await run(1));
  });

  it("one path with nothing drawn is one run without intervals, and says so", async () => {
    const found = await runStudy(studyOf(files), threads(1));
    const [{ all, verdict }] = found.variants as [(typeof found.variants)[number]];
    expect(found.simulated.runs).toBe(2); // The second showed that all are the same.
    expect(all.latencyMs.mean).toMatchObject({ low: null, high: null });
    expect(all.throughput).toMatchObject({ low: null, high: null });
    expect(verdict).toBe("unknown");
    expect(found.notes.join("\n")).toContain("one recorded path, so no interval");
  });

  it("what the record fixes has no interval beside what is drawn", async () => {
    const drawn = { ...files, "model.yaml": text.replace("time: 1ms", "time: exponential(1ms)") };
    const { variants, simulated } = await runStudy(studyOf(drawn), threads(1));
    expect(simulated.runs).toBe(8);
    const { offeredLoad, latencyMs } = variants[0]!.all;
    expect(offeredLoad).toMatchObject({ value: 10, low: null, high: null });
    expect(latencyMs.mean.high! - latencyMs.mean.low!).toBeGreaterThan(0);
  });

  it("blocks give intervals", async () => {
    const blocks = {
      ...files,
      "model.yaml": text.replace("key: { product: key }", "key: { product: key }, blocks: 5"),
    };
    const found = await runStudy(studyOf(blocks), threads(1));
    expect(found.window.replications).toBe(5);
    const { mean } = found.variants[0]!.all.latencyMs;
    expect(mean.high! - mean.low!).toBeGreaterThan(0.1);
    expect(found.variants[0]!.verdict).toBe("met");
  });

  it("a changed file is another job", () => {
    const keyOf = (file: string): string => {
      const study = studyOf({ ...files, "r.csv": file });
      return jobKey(windowJobs(study, study.variants[0]!)[0]!, "simulator");
    };
    expect(keyOf(FILE)).toBe(keyOf(FILE));
    expect(keyOf(FILE.replace("300,0.003", "300,0.004"))).not.toBe(keyOf(FILE));
  });
});
