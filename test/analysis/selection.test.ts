import { describe, expect, it } from "vitest";
import { halfPower, survivors } from "../../src/analysis/statistics/selection.js";
import { uniforms } from "./generator.js";

const uniform = uniforms(23);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
const options = { alpha: 0.05, first: 10, zone: 1 };

/** Adds replications to those left, ten first and then four at a time, until one is. */
function select(means: readonly number[], spread: number, common: number): { best: number; replications: number } {
  const values = means.map((): number[] => []);
  let kept = [...means.keys()];
  for (let added = options.first; kept.length > 1; added = 4) {
    for (let r = 0; r < added; r++) {
      const shared = common * normal();
      for (const i of kept) values[i]!.push(means[i]! + shared + spread * normal());
    }
    kept = survivors(values, kept, options);
  }
  return { best: kept[0]!, replications: values.reduce((sum, each) => sum + each.length, 0) };
}

it("η and h² of the paper", () => {
  expect(halfPower(2, 10, 0.05)).toBeCloseTo((0.1 ** (-2 / 9) - 1) / 2, 12);
  expect(2 * halfPower(5, 10, 0.05) * 9).toBeCloseTo(9 * (0.025 ** (-2 / 9) - 1), 10);
});

describe("1,000 selections among five, all others worse by exactly the zone: the hardest case", () => {
  const means = [0, 0, 1, 0, 0];
  const run = (common: number) => {
    const found = Array.from({ length: 1000 }, () => select(means, 2, common));
    return {
      correct: found.filter(({ best }) => best === 2).length / found.length,
      replications: found.reduce((sum, each) => sum + each.replications, 0) / found.length,
    };
  };
  it("picks the best with 95 % at least, alone and with common noise, which costs nothing", () => {
    const [alone, common] = [run(0), run(20)];
    expect(alone.correct).toBeGreaterThan(0.95);
    expect(common.correct).toBeGreaterThan(0.95);
    expect(common.replications / alone.replications).toBeLessThan(1.1);
    expect(alone.replications).toBeLessThan(150); // With variances of the first ten alone, 201.
  });
});

it("work goes where the decision is open: what is far behind is dropped at once", () => {
  const values = [5, 4.9, -20].map((mean) => Array.from({ length: 10 }, () => mean + normal()));
  expect(survivors(values, [0, 1, 2], { ...options, zone: 0.3 })).toEqual([0, 1]);
});
it("at the first look, what is behind by more than chance less the zone is dropped", () => {
  // s² = 1, n₀ = 12: t √(s² ÷ n₀) = 2.201 ÷ √12 = 0.635, less a zone of 0.5. Only at 0.41 would the sums drop it.
  const noise = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 1 : -1) * Math.sqrt(11 / 12));
  const left = (behind: number) =>
    survivors([noise.map(() => 0), noise.map((x) => x - behind)], [0, 1], { alpha: 0.05, first: 12, zone: 0.5 });
  expect(left(0.13)).toEqual([0, 1]);
  expect(left(0.14)).toEqual([0]);
});

it("is never empty, and waits for its variances", () => {
  expect(
    survivors(
      [
        [1, 2],
        [9, 9],
      ],
      [0, 1],
      options,
    ),
  ).toEqual([0, 1]);
  const equal = Array.from({ length: 4 }, () => new Array<number>(400).fill(7));
  expect(survivors(equal, [0, 1, 2, 3], options).length).toBeGreaterThan(0);
});
