import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atLeastOfShares, meanInterval } from "../../src/analysis/statistics/confidence.js";
import {
  areSame,
  meanDeviations,
  quantileDeviations,
  ratioDeviations,
  standardError,
} from "../../src/analysis/statistics/deviations.js";
import { isNegative, type Paired, paired, pairsOf } from "../../src/analysis/statistics/paired.js";
import { quantileInterval, sectioned } from "../../src/analysis/statistics/quantile-interval.js";
import { ratioInterval, shareInterval } from "../../src/analysis/statistics/ratio.js";
import { differenceVerdict } from "../../src/analysis/verdicts/difference-verdict.js";
import { studentTQuantile } from "../../src/mathematics/student-t.js";
import { exponentials, uniforms } from "./generator.js";

const level = 0.95;
const pairOf = (base: readonly number[], other: readonly number[]): Paired =>
  paired(meanDeviations(base)!, meanDeviations(other)!, { level });
const half = ({ low, high }: { low: number | null; high: number | null }): number => (high! - low!) / 2;

describe("paired means", () => {
  const [base, other] = [
    [10, 12, 9, 15],
    [11, 13.5, 9.5, 16],
  ];
  const found = pairOf(base!, other!);

  it("is D̄ ± t s_D ÷ √R", () => {
    const differences = meanInterval([1, 1.5, 0.5, 1], level);
    expect(found.difference.value).toBeCloseTo(1, 12);
    expect(found.difference.low).toBeCloseTo(differences.low!, 10);
    expect(found.difference.high).toBeCloseTo(differences.high!, 10);
  });

  it("stands beside Welch's interval, the correlation and what they gain", () => {
    const [v0, v1] = [7, 8.1666666667]; // Sample variances, by hand.
    const [e0, e1] = [v0 / 4, v1 / 4];
    const freedom = (3 * (e0 + e1) ** 2) / (e0 ** 2 + e1 ** 2);
    expect(half(found.unpaired)).toBeCloseTo(studentTQuantile(0.975, freedom) * Math.sqrt(e0 + e1), 6);
    const covariance = (v0 + v1 - 1 / 6) / 2; // s_D² = 1/6.
    expect(found.correlation).toBeCloseTo(covariance / Math.sqrt(v0 * v1), 8);
    expect(found.varianceRatio).toBeCloseTo((v0 + v1) / (1 / 6), 6);
  });

  it("says when the same requests work against each other", () =>
    expect(pairOf([1, 2, 3], [3, 2, 1.5]).correlation).toBeLessThan(-0.9));

  it("warns only when that is beyond chance", () => {
    expect(isNegative(-0.8, 4)).toBe(false);
    expect(isNegative(-0.8, 12)).toBe(true);
    expect(isNegative(-1, 8)).toBe(true);
    expect(isNegative(0.8, 12)).toBe(false);
    expect(isNegative(null, 12)).toBe(false);
    expect(isNegative(-0.65, 20)).toBe(true);
    expect(isNegative(-0.65, pairsOf("p99", 20))).toBe(false); // Ten sections.
  });

  it("of a variant and itself is exactly nothing, and a tie", () => {
    const same = pairOf(base!, base!);
    expect(same.difference).toEqual({ value: 0, low: 0, high: 0 });
    expect(same.varianceRatio).toBeNull();
    expect(differenceVerdict(same.difference, "less", 0)).toBe("tie");
  });

  it("has no interval from one pair", () =>
    expect(pairOf([1], [3]).difference).toEqual({
      value: 2,
      low: null,
      high: null,
      reason: "one replication has no interval",
    }));

  it("refuses to pair what is no pair", () => expect(() => pairOf([1, 2], [1, 2, 3])).toThrow(/cannot be paired/));
});

describe("one formula for all statistics", () => {
  const totals = [30, 10, 25, 18];
  const counts = [10, 4, 11, 6];
  const samples = [1, 1.1, 0.9, 1.3].map((factor) => ({
    values: Array.from({ length: 200 }, (_, i) => (i + 1) * factor),
    counts: new Array<number>(200).fill(1),
  }));

  it("a ratio's standard error is the jackknife's", () => {
    const { each } = ratioDeviations(totals, counts)!;
    expect(studentTQuantile(0.975, 3) * standardError(each)).toBeCloseTo(
      half(ratioInterval(totals, counts, level)),
      10,
    );
  });

  it("a percentile's is that of sectioning", () => {
    const { each, value } = quantileDeviations(samples, 0.5)!;
    const interval = quantileInterval(sectioned(samples), 0.5, level, 0);
    expect(value).toBe(interval.value);
    expect(studentTQuantile(0.975, 3) * standardError(each)).toBeCloseTo(half(interval), 10);
  });

  it("null where a replication has nothing", () => {
    expect(quantileDeviations([...samples, { values: [], counts: [] }], 0.5)).toBeNull();
    expect(ratioDeviations([1, 0], [1, 0])).toBeNull();
    expect(ratioDeviations([], [])).toBeNull();
  });

  it("two are the same only if they are so in every replication", () => {
    const [a, b, c] = [
      [1, 2, 3],
      [3, 2, 1],
      [1, 2, 3, 2],
    ].map((values) => meanDeviations(values)!);
    expect([areSame(a!, meanDeviations([1, 2, 3])!), areSame(a!, b!), areSame(a!, c!), areSame(c!, a!)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("what a histogram cannot tell widens every interval", () => {
    const [a, b] = [quantileDeviations(samples, 0.5)!, quantileDeviations(samples, 0.9)!];
    const [fine, coarse] = [0, 0.002].map((relativeResolution) => paired(a, b, { level, relativeResolution }));
    const rounding = 0.002 * (a.value + b.value);
    expect(half(coarse!.difference)).toBeCloseTo(Math.hypot(half(fine!.difference), rounding), 8);
    expect(half(coarse!.unpaired)).toBeCloseTo(Math.hypot(half(fine!.unpaired), rounding), 8);
    const logHalf = ({ relative: { low, high } }: Paired): number => Math.log((1 + high!) / (1 + low!)) / 2;
    expect(logHalf(coarse!)).toBeCloseTo(Math.hypot(logHalf(fine!), 2 * 0.002), 8); // Of both values, as shares of them.
  });
});

it("swapping the two changes nothing but the sign, and scaling scales", () => {
  const values = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(values, values, fc.double({ min: 0.01, max: 100, noNaN: true }), (a, b, c) => {
      const there = pairOf(a, b);
      const back = pairOf(b, a);
      const scaled = pairOf(
        a.map((x) => x * c),
        b.map((x) => x * c),
      );
      const near = (x: number, y: number): void => expect(Math.abs(x - y)).toBeLessThan(1e-7 * (1 + Math.abs(y)));
      near(there.difference.low!, -back.difference.high!);
      near(scaled.difference.high!, c * there.difference.high!);
      near(scaled.relative.value!, there.relative.value!);
      near((1 + there.relative.low!) * (1 + back.relative.high!), 1);
      expect(there.relative.low).toBeGreaterThan(-1);
    }),
  );
});

describe("coverage of 95 % intervals, 1,500 studies of 8 pairs", () => {
  const uniform = uniforms(11);
  const draw = exponentials(uniform);
  const studies = 1500;
  const share = (covers: () => boolean): number =>
    Array.from({ length: studies }, covers).filter((hit) => hit).length / studies;

  it("means of paired and of separate runs, and the relative change", () => {
    let [apart, relative, narrower] = [0, 0, 0];
    const together = share(() => {
      const pairs = Array.from({ length: 8 }, () => {
        const common = Array.from({ length: 30 }, draw).reduce((a, b) => a + b) / 30;
        return [common + 0.1 * draw(), 1.2 * common + 0.1 * draw()] as const; // Means 1.1 and 1.3.
      });
      const found = pairOf(
        pairs.map(([x]) => x),
        pairs.map(([, y]) => y),
      );
      const holds = ({ low, high }: { low: number | null; high: number | null }, truth: number): boolean =>
        low! <= truth && truth <= high!;
      apart += holds(found.unpaired, 0.2) ? 1 : 0;
      relative += holds(found.relative, 1.3 / 1.1 - 1) ? 1 : 0;
      narrower += half(found.difference) < half(found.unpaired) ? 1 : 0;
      return holds(found.difference, 0.2);
    });
    expect(together).toBeGreaterThan(0.93);
    expect(together).toBeLessThan(0.97);
    expect(relative / studies).toBeGreaterThan(0.93);
    expect(relative / studies).toBeLessThan(0.97);
    expect(apart / studies).toBeGreaterThan(0.99); // Far too wide: it does not know of the pairs.
    expect(narrower / studies).toBeGreaterThan(0.95);
  });

  it("p90 of common exponentials, one of them stretched", () => {
    const sample = (raw: number[]) => ({ values: raw.toSorted((a, b) => a - b), counts: raw.map(() => 1) });
    const truth = 0.1 * Math.log(10);
    const hit = share(() => {
      const pairs = Array.from({ length: 8 }, () => Array.from({ length: 200 }, draw));
      const other = pairs.map((raw) => sample(raw.map((x) => 1.1 * x)));
      const [a, b] = [quantileDeviations(pairs.map(sample), 0.9)!, quantileDeviations(other, 0.9)!];
      const { low, high } = paired(a, b, { level }).difference;
      return low! <= truth && truth <= high!;
    });
    expect(hit).toBeGreaterThan(0.925);
    expect(hit).toBeLessThan(0.975);
  });
});

describe("verdicts", () => {
  it.each([
    [1, 2, "less", 0, "worse"],
    [1, 2, "more", 0, "better"],
    [-2, -1, "less", 0, "better"],
    [-2, -1, "neither", 0, "less"],
    [-1, 2, "less", 0, "unproven"],
    [-1, 2, "less", 2, "tie"],
    [1, 2, "less", 2, "tie"],
    [1, 3, "less", 2, "worse"],
    [0, 2, "less", 0, "unproven"],
  ] as const)("%d to %d, %s is better, zone %d: %s", (low, high, goal, zone, verdict) =>
    expect(differenceVerdict({ value: (low + high) / 2, low, high }, goal, zone)).toBe(verdict),
  );
  it("unknown without an interval", () =>
    expect(differenceVerdict({ value: 1, low: null, high: null }, "less", 0)).toBe("unknown"));
});

describe("a difference of shares", () => {
  it("two variants without an error are not proven equal by it", () => {
    const share = { events: [0, 0], trials: [1000, 1000] };
    const none = shareInterval([0, 0], [1000, 1000], level);
    const { low, high } = atLeastOfShares({ value: 0, low: 0, high: 0 }, share, share, level);
    expect(high).toBeCloseTo(none.high!, 12);
    expect(low).toBeCloseTo(-none.high!, 12);
  });

  it("nor are those with the same errors in every replication: what may have no pair is at most 3 ÷ n", () => {
    const share = { events: [40, 60], trials: [1000, 1000] };
    const { low, high } = atLeastOfShares({ value: 0, low: 0, high: 0 }, share, share, level);
    expect(high).toBeCloseTo(-Math.log(0.05) / 2000, 12);
    expect(low).toBeCloseTo(Math.log(0.05) / 2000, 12);
  });

  it("of requests that are not as many in both, by the fewer", () => {
    const [few, many] = [1000, 2000].map((trials) => ({ events: [40, 60], trials: [trials, trials] }));
    const { low, high } = atLeastOfShares({ value: -0.025, low: -0.025, high: -0.025 }, few!, many!, level);
    expect(high! - low!).toBeCloseTo((2 * -Math.log(0.05)) / 2000, 12);
  });

  // Events a replication: in both by the same requests, in the base alone, in the other alone.
  it.each([
    [5, 40, 2, 6, 0.3],
    [5, 100, 3, 30, 0.3],
    [10, 4, 2, 4, 0.9],
    [5, 40, 0.05, 0.2, 0.3], // Hardly any without a pair.
    [20, 6, 0.2, 0.2, 0.5],
  ])(
    "covers the truth in %d pairs with %d, %d and %d errors, and pairs make it narrower",
    (pairs, both, base, other, narrower) => {
      const uniform = uniforms(41);
      const poisson = (mean: number): number => {
        let count = -1;
        for (let at = 0; at < mean || count < 0; at -= Math.log(1 - uniform())) count++;
        return count;
      };
      const trials = new Array<number>(pairs).fill(1000);
      const truth = (other - base) / 1000;
      let [covered, paired_, apart] = [0, 0, 0];
      for (let study = 0; study < 1000; study++) {
        const shared = trials.map(() => poisson(both * (0.6 + 0.8 * uniform())));
        const [before, after] = [base, other].map((mean) => shared.map((count) => count + poisson(mean)));
        const { difference, unpaired } = paired(ratioDeviations(before!, trials)!, ratioDeviations(after!, trials)!, {
          level,
        });
        const { low, high } = atLeastOfShares(
          difference,
          { events: before!, trials },
          { events: after!, trials },
          level,
        );
        if (low! <= truth && truth <= high!) covered++;
        paired_ += high! - low!;
        apart += half(unpaired) * 2;
      }
      expect(covered).toBeGreaterThan(930);
      expect(paired_ / apart).toBeLessThan(narrower);
    },
  );
});
