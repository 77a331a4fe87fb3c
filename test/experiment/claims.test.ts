/** Claims about two variants that share no pairs, and about limits, from figures by hand. */
import { expect, it } from "vitest";
import type { Estimate, Findings } from "../../src/analysis/findings/findings.js";
import { judgeClaims } from "../../src/experiment/findings/judge-claims.js";

const figures: Readonly<Record<string, Estimate>> = {
  middle: { value: 105, low: 100, high: 110 },
  slower: { value: 130, low: 120, high: 140 },
  wide: { value: 105, low: 20, high: 190 },
  one: { value: 105, low: null, high: null },
};
const variants = Object.entries(figures).map(([name, p99]) => ({ name, all: { latencyMs: { p99 } } }));
const judged = (claim: string) =>
  judgeClaims([claim], { variants, comparisons: [] } as unknown as Pick<Findings, "variants" | "comparisons">)[0]!;

it.each([
  ["p99{middle} < p99{slower}", "met"],
  ["p99{middle} > p99{slower}", "missed"],
  ["p99{middle} < p99{wide}", "unknown"],
  ["p99{wide} < p99{middle}", "unknown"],
  ["p99{middle} < p99{one}", "unknown"],
  ["p99{one} < p99{middle}", "unknown"],
  ["p99{middle} < 111ms", "met"],
  ["p99{middle} < 105ms", "unknown"],
  ["p99{middle} > 111ms", "missed"],
])("%s: %s, as the intervals decide", (claim, verdict) => expect(judged(claim).verdict).toBe(verdict));

it("says why, with the intervals that there are", () => {
  expect(judged("p99{middle} < p99{slower}").why).toBe("105 ms (100 to 110) against 130 ms (120 to 140)");
  expect(judged("p99{one} < 0.3s").why).toBe("105 ms (? to ?) against 300 ms");
});
