/** A grid that is run: like is compared with like, in comparisons, claims and the choice of the best. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { studyOf } from "./study.js";

const shop = `version: 1
traffic: { users: { rate: 50/s, to: web.page } }
parts: { web: { type: service, threads: 2, endpoints: { page: [{ cpu: exponential(5ms) }] } } }
`;
const grid = `version: 1
title: Grid
variants: { now: shop.yaml, better: { extends: shop.yaml, parts: { web: { endpoints: { page: [{ cpu: exponential(4ms) }] } } } } }
over: { users.rate: [50/s, 100/s], web.threads: [2, 4] }
run: { warm-up: 1s, duration: 10s, replications: 4 }
tie: 1%
select: { by: mean, most: 14 }
claims:
  - mean{better · users 100/s · threads 2} is better
  - mean{now · users 100/s · threads 2} > mean{better · users 100/s · threads 2}
  - mean{better · users 100/s · threads 2} < mean{now · users 100/s · threads 2}
`;

describe("variants × over × over", () => {
  let found: Findings;
  beforeAll(async () => {
    found = await runStudy(studyOf({ "shop.yaml": shop, "grid.yaml": grid }, "grid.yaml"), threads(1));
  });

  it("each is compared with the baseline at the same values, on the same requests", () => {
    expect(found.comparisons.map(({ variant, baseline, within }) => [variant, baseline, within?.at])).toEqual(
      ["users 50/s · threads 2", "users 50/s · threads 4", "users 100/s · threads 2", "users 100/s · threads 4"].map(
        (at) => [`better · ${at}`, `now · ${at}`, at],
      ),
    );
    const offered = new Map(found.variants.map(({ name, all }) => [name, all.requests]));
    for (const { variant, baseline, differences } of found.comparisons) {
      expect(offered.get(variant)).toBe(offered.get(baseline));
      expect(differences.find(({ metric }) => metric === "mean")?.verdict).toBe("better");
    }
  });

  it("claims are judged on those pairs, either way round, and name what a verdict is against", () => {
    expect(found.claims.map(({ verdict }) => verdict)).toEqual(["met", "met", "met"]);
    expect(found.claims[0]!.why).toMatch(/^mean is better: .* against now · users 100\/s · threads 2$/);
    expect(found.claims[1]!.why).toMatch(/^paired difference 1\.\d+ ms/);
  });

  it("a claim that compares a baseline with itself is refused, with one that would do", () => {
    const wrong = grid.replace(
      "mean{better · users 100/s · threads 2} is better",
      "mean{now · users 100/s · threads 2} is worse",
    );
    expect(() => studyOf({ "shop.yaml": shop, "grid.yaml": wrong }, "grid.yaml")).toThrow(
      /threads 2 is what others are compared with: say it of\s+another, as in mean\{better · users 100\/s · threads 2\}/,
    );
  });

  it("the best is chosen at each value of the other axes", () => {
    expect(found.selection).toBeNull();
    expect(found.selections?.map(({ at, left }) => [at, left])).toEqual(
      found.comparisons.map(({ within, variant }) => [within?.at, [variant]]),
    );
    for (const { replications } of found.selections!) expect(replications).toHaveLength(2);
  });
});
