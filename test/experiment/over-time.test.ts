/** p99 over time: of bins taken together where one has too few answers, and of each endpoint that an objective names. */
import { expect, it } from "vitest";
import { quantileInterval, sectioned } from "../../src/analysis/statistics/quantile-interval.js";
import runJob from "../../src/experiment/execute/run-job.js";
import { overTimeFindings } from "../../src/experiment/findings/over-time-findings.js";
import { allEndpoints } from "../../src/experiment/findings/replication-estimates.js";
import { windowJobs } from "../../src/experiment/plan/study.js";
import { studyOf, variantOf } from "./study.js";

const model = (rate: string, objectives = "{}") => `
version: 1
traffic: { users: { rate: ${rate}, mix: { web.browse: 90%, web.checkout: 10% } } }
run: { duration: 100s, warm-up: 0s, replications: 2 }
parts: { web: { type: service, endpoints: { browse: [{ delay: exponential(10ms) }], checkout: [{ delay: exponential(100ms) }] } } }
objectives: ${objectives}
`;

const ran = (rate: string) => {
  const study = studyOf({ "model.yaml": model(rate) });
  const runs = windowJobs(study, study.variants[0]).map(runJob);
  return { runs, all: runs.map(({ endpoints }) => allEndpoints(endpoints)) };
};

it("takes bins together until there is a p99, and says how many", async () => {
  const { overTime } = await variantOf(model("100/s"));
  const bins = overTime.p99BinMs!.map((ms) => ms / overTime.binMs);
  expect(overTime.p99Ms).not.toContain(null);
  expect(Math.min(...bins)).toBeGreaterThan(1);
  expect(Math.max(...bins)).toBeLessThan(15);
});

it("has none where all answers together are too few", async () => {
  const { overTime } = await variantOf(model("2/s"));
  expect(new Set(overTime.p99Ms)).toEqual(new Set([null]));
  expect(overTime.p99BinMs).toBeUndefined();
});

it("follows each endpoint that an objective names, and no other", async () => {
  const { overTime, endpoints } = await variantOf(model("1000/s", "{ 'latency{web.checkout}': ['p(99) < 1s'] }"));
  expect(Object.keys(overTime.endpoints!)).toEqual(["web.checkout"]);
  const { p99Ms, p99BinMs } = overTime.endpoints!["web.checkout"]!;
  const { low, high } = endpoints["web.checkout"]!.latencyMs.p99;
  const mean = p99Ms.reduce<number>((sum, value) => sum + value!, 0) / p99Ms.length;
  expect(mean).toBeGreaterThan(0.9 * low!);
  expect(mean).toBeLessThan(1.1 * high!);
  expect(p99BinMs![0]).toBeGreaterThan(overTime.p99BinMs?.[0] ?? overTime.binMs);
  expect(overTime.p99Ms[0]).toBeLessThan(p99Ms[0]!);
});

it("has a band in which the whole curve lies, and not each of its points alone", () => {
  const { runs, all } = ran("1/s");
  const values = Array.from({ length: 1000 }, (_, i) => i + 1);
  const sample = (run: number) => ({
    values: values.map((value) => value * (1 + run / 100)),
    counts: values.map(() => 20),
  });
  const filled = all.map((each, run) => ({ ...each, latencyByBin: each.latencyByBin.map(() => sample(run)) }));
  const { p99LowMs, p99HighMs } = overTimeFindings(runs, filled, []);
  const level = 1 - 0.05 / p99LowMs.length;
  const { low, high } = quantileInterval(sectioned([sample(0), sample(1)]), 0.99, level, 0.01);
  expect([p99LowMs[3], p99HighMs[3]]).toEqual([low, high]);
});

it("has none in a bin in which all fail, whatever its neighbours have", () => {
  const { runs, all } = ran("100/s");
  const at = <T>(bins: readonly T[], value: T): T[] => bins.map((each, bin) => (bin === 50 ? value : each));
  const failing = all.map((run) => {
    const latencyByBin = at(run.latencyByBin, { values: [], counts: [] });
    return { ...run, latencyByBin, answersByBin: at(run.answersByBin, 0), failuresByBin: at(run.failuresByBin, 100) };
  });
  const { p99Ms, errorRate } = overTimeFindings(runs, failing, []);
  expect([p99Ms[49] === null, p99Ms[50], p99Ms[51] === null]).toEqual([false, null, false]);
  expect(errorRate[50]).toBe(1);
});

it("a last bin that the window cuts is a rate as every other", async () => {
  const counts = Array(10).fill(2000).join(", ");
  const text = model(`{ counts: [${counts}], every: 1s }`).replace("duration: 100s", "duration: 9500ms");
  const { overTime } = await variantOf(text);
  expect(overTime).toMatchObject({ binMs: 1000, offeredLoad: { length: 10 } });
  for (const rates of [overTime.offeredLoad, overTime.goodput]) {
    expect(rates.at(-1)).toBeGreaterThan(1700);
    expect(rates.at(-1)).toBeLessThan(2300);
  }
});
