/** What lacks answers, by hand: how many there are less, and whether that could turn a verdict. */
import { describe, expect, it } from "vitest";
import type { DifferenceVerdict } from "../../src/analysis/findings/findings.js";
import type { Deviations } from "../../src/analysis/statistics/deviations.js";
import { type ComparedMetric, type Runs, USERS_METRICS } from "../../src/experiment/findings/compared-metrics.js";
import { type Judge, missingAnswers, survivorsVerdict } from "../../src/experiment/findings/survivorship.js";
import type { EndpointMeasurement } from "../../src/model/wiring/measurements.js";

interface Run {
  readonly offered: number;
  readonly answered: number;
  readonly failed?: number; // Without it all others are still inside when the run ends.
  readonly eachMs: number;
}

/** @param runs one a replication */
const runsOf = (...runs: readonly Run[]): Runs => ({
  runs: [],
  all: runs.map(({ offered, answered, failed = 0, eachMs }) => {
    const latencyMs = {
      sum: answered * eachMs,
      count: answered,
      max: 2 * eachMs,
      values: [eachMs],
      counts: [answered],
    };
    return { offered, answered, failed, latencyMs } as unknown as EndpointMeasurement;
  }),
});

const metric = (name: string): ComparedMetric => USERS_METRICS.find((each) => each.metric === name)!;
const judge: Judge = ({ value: from }: Deviations, { value: to }: Deviations): DifferenceVerdict =>
  Math.abs(to - from) < 1e-9 ? "unproven" : to < from ? "better" : "worse";
const verdictOf = (name: string, base: Runs, other: Runs): DifferenceVerdict => {
  const as = (of: Runs): Deviations => metric(name).deviations(of)!;
  return survivorsVerdict(metric(name), [base, other], judge(as(base), as(other)), judge);
};
const alike = (run: Run, by: readonly number[] = [0, 1, -1]): Runs =>
  runsOf(...by.map((more) => ({ ...run, answered: run.answered + more })));

describe("latencies", () => {
  const all = alike({ offered: 1000, answered: 990, eachMs: 100 });

  it("of those who wait at the end count as missing, as of those who failed", () => {
    for (const failed of [0, 190])
      expect(verdictOf("mean", all, alike({ offered: 1000, answered: 800, failed, eachMs: 50 }))).toBe("incomparable");
  });

  it("that are the same stay unproven where no more may be missing than luck takes", () => {
    const jumping = alike({ offered: 1000, answered: 990, eachMs: 100 }, [0, 8, -7]);
    expect(verdictOf("mean", all, jumping)).toBe("unproven");
    expect(verdictOf("mean", all, alike({ offered: 1000, answered: 985, eachMs: 100 }))).toBe("incomparable");
  });
});

describe("what a variant lacks against the one that answers most", () => {
  it("is so much for each answer that it gives, if that is proven", () => {
    const [most, less] = [
      alike({ offered: 1000, answered: 990, eachMs: 100 }),
      alike({ offered: 1000, answered: 900, eachMs: 70 }),
    ];
    expect(missingAnswers([less, most])).toEqual([{ missing: expect.closeTo(0.1, 12), slowestMs: 200 }, null]);
  });
  it("is nothing where luck may have made the difference", () => {
    const [a, b] = [
      alike({ offered: 1000, answered: 980, eachMs: 100 }, [0, 9, -9]),
      alike({ offered: 1000, answered: 979, eachMs: 100 }, [0, -9, 9]),
    ];
    expect(missingAnswers([a, b])).toEqual([null, null]);
  });
});

describe("with answers that are missing counted as the slowest", () => {
  const values = Array.from({ length: 1000 }, (_, i) => i + 1); // ms, one each.
  const counts = values.map(() => 1);
  const latencyMs = { sum: 500_500, count: 1000, max: 1000, values, counts };
  const of: Runs = { runs: [], all: [1, 2].map(() => ({ latencyMs }) as unknown as EndpointMeasurement) };
  const late = (name: string, missing: number): number | undefined =>
    metric(name).late!(of, { missing, slowestMs: 1000 })?.value;

  it("a percentile lies so much farther out, and nowhere if more than lies beyond it is missing", () => {
    expect([late("p50", 0), late("p50", 0.5), late("p95", 0.04), late("p99", 0.005)]).toEqual([500, 750, 988, 995]);
    expect([late("p50", 1), late("p95", 0.06), late("p99", 0.011)]).toEqual([undefined, undefined, undefined]);
  });
  it("a mean is that of both, and none if more than 1 % is missing", () => {
    expect(late("mean", 0.01)).toBeCloseTo((500_500 + 10 * 1000) / 1010, 9);
    expect(late("mean", 0.011)).toBeUndefined();
  });
});
