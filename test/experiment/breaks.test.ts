/** When a latency breaks for good, by hand: bins of 10 s of which each latency is one value. */
import { describe, expect, it } from "vitest";
import { type Objective, parseObjective } from "../../src/analysis/verdicts/objectives.js";
import { breakOf } from "../../src/experiment/findings/break-time.js";
import type { EndpointMeasurement } from "../../src/model/wiring/measurements.js";

const { objective } = parseObjective("latency", "mean < 100ms") as { objective: Objective };
const BIN = { fromMs: 5_000, binMs: 10_000 };

/** @param latencies of each bin [ms], NaN: none */
function run(latencies: readonly number[], arrived = 10, ended = 10): EndpointMeasurement {
  const perBin = (count: number): number[] => latencies.map(() => count);
  return {
    latencyByBin: latencies.map((ms) =>
      Number.isNaN(ms) ? { values: [], counts: [] } : { values: [ms], counts: [3] },
    ),
    arrivalsByBin: perBin(arrived),
    endsThenByBin: perBin(ended),
  } as unknown as EndpointMeasurement;
}
const broken = (...runs: EndpointMeasurement[]) => breakOf(objective, { runs, ...BIN })!.afterMs;

describe("what every run shows", () => {
  it("breaks in the middle of the bin in which it does, told as finely as half a bin", () =>
    expect(broken(run([50, 50, 120, 150]), run([60, 40, 130, 140]))).toEqual({
      value: 30_000,
      low: 25_000,
      high: 35_000,
    }));

  it("is told no more finely than the runs agree", () => {
    const { value, low, high } = broken(run([50, 120, 120, 150]), run([60, 40, 90, 140]));
    expect(value).toBe(30_000); // 20 s and 40 s.
    expect(low).toBe(0);
    expect(high).toBeCloseTo(30_000 + 12.706 * 10_000 + 5_000, -1); // t of one degree of freedom.
  });

  it("counts from when it is broken for good, over bins without an answer", () =>
    expect(broken(run([50, 120, 50, Number.NaN, 120, 130]), run([50, 50, 50, 50, 101, 130])).value).toBe(50_000));
});

describe("what some run does not show", () => {
  it("is told from the growth: a limit of 100 ms ÷ 2 more for each that ends", () => {
    const kept = run([50, 50], 30, 10);
    for (const other of [run([50, 120], 30, 10), run([120, 120], 30, 10)])
      expect(broken(kept, other)).toEqual({ value: 50, low: 50, high: 50, reason: expect.stringContaining("growth") });
  });
  it("is the sooner, the faster it grows", () => {
    const { value, low, high } = broken(run([50, 50], 30, 10), run([50, 50], 28, 10));
    expect(value).toBeCloseTo(100 / 1.9, 9);
    expect([low! < value!, high === null || high > value!]).toEqual([true, true]);
  });
  it("nor does a window show it that begins after it broke", () =>
    expect(broken(run([120, 120], 30, 10), run([130, 130], 30, 10))).toMatchObject({
      value: 50,
      reason: expect.stringContaining("growth"),
    }));
  it("is not known where no more come than end", () =>
    expect(broken(run([50, 50]), run([50, 50]))).toMatchObject({ value: null, reason: "the growth is not known" }));
});

it("is of upper limits of a latency alone, and named with its endpoint", () => {
  const runs = [run([50, 120]), run([50, 120])];
  expect(breakOf({ ...objective, comparison: ">" }, { runs, ...BIN })).toBeNull();
  expect(breakOf({ ...objective, metric: "errors" }, { runs, ...BIN })).toBeNull();
  const { objective: ofPage } = parseObjective("latency{web.page}", "mean < 100ms") as { objective: Objective };
  expect(breakOf(ofPage, { runs, ...BIN })).toMatchObject({
    metric: "latency{web.page}",
    expression: "mean < 100ms",
  });
});
