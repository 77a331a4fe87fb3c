/** The verdict agrees with the interval that is printed beside it. */
import { expect, it } from "vitest";
import { differenceVerdict, pairedVerdict } from "../../src/analysis/verdicts/difference-verdict.js";

const between = (low: number, high: number) => ({ value: (low + high) / 2, low, high });
const from400 = { tie: 0.02, base: 400 };

it.each([
  [between(-737, 1), between(-0.9, -0.1), "unproven"], // The logarithm alone would call it better.
  [between(-737, -1), between(-0.9, 0.1), "better"],
  [between(1, 7), between(0.002, 0.019), "tie"],
  [between(1, 7), between(0.002, 0.021), "worse"],
  [between(-7, 7), null, "tie"],
  [between(-9, 7), null, "unproven"],
])("%j, relative %j: %s", (difference, relative, verdict) =>
  expect(pairedVerdict(difference, relative, "less", from400)).toBe(verdict),
);

it("nothing at all is a tie even without a zone", () =>
  expect([between(0, 0), between(-1, 1)].map((each) => differenceVerdict(each, "less", 0))).toEqual([
    "tie",
    "unproven",
  ]));
