/** What is said of pairs: the intervals that stand beside each other are what is compared. */
import { expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { estimatorWords, pairingWords } from "../../src/report/run/comparison-words.js";
import { semiFinal } from "../charts/stages.js";

const study = semiFinal();
const within = (half: number) => ({ value: 0, low: -half, high: half });

/** @param gains unpaired ÷ paired interval of the mean, a comparison each */
function pairedBy(...gains: readonly number[]): Findings {
  const comparisons = gains.map((gain, i) => ({
    ...study.comparisons[i]!,
    differences: study.comparisons[i]!.differences.map((each) => ({
      ...each,
      difference: within(1),
      unpaired: within(gain),
    })),
  }));
  return { ...study, comparisons };
}

it.each([
  [[11.2, 13.4], "11 to 13 times narrower"],
  [[2, 2], "2.0 times narrower"],
  [[0.8], "1.3 times wider"],
  [[0.5, 0.8], "1.3 to 2.0 times wider"],
  [[0.8, 3], "1.3 times wider to 3.0 times narrower"],
  [[0.99, 3], "up to 3.0 times narrower"],
  [[0.5, 1.01], "up to 2.0 times wider"],
  [[0.99, 1.01], "no narrower"],
])("%j: %s", (gains, words) =>
  expect(pairingWords(pairedBy(...gains))).toBe(
    `Every stage had the same requests, which makes the interval of Δ mean ${words}.`,
  ),
);

it("says that a controlled mean and a plain difference need not add up", () => {
  const controls = { mean: within(1), gain: 2, used: ["arrivals"] };
  const variants = study.variants.map((variant) => ({ ...variant, controls }));
  expect(estimatorWords({ ...study, variants })).toMatch("can differ slightly");
  expect([study, { ...study, variants, comparisons: [] }].map(estimatorWords)).toEqual(["", ""]);
});
