/** Every case in short, and the copied numbers against where they came from. `npm run test:oracles` is the long version. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { elsewhere, families } from "./cases/index.js";
import { disagreements } from "./disagreements.js";

describe.each(Object.entries(families))("%s", (_, cases) => {
  for (const oracle of cases)
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
});

const SOURCE = "../shared/oracles/oracles.json";

interface Oracle {
  readonly id: string;
  readonly checks: readonly {
    quantity: string;
    expected: number | boolean;
    tolerance_class: string;
    rel_tol?: number;
    abs_tol?: number;
  }[];
}

describe.runIf(existsSync(SOURCE))("the copied numbers", () => {
  const oracles: readonly Oracle[] = existsSync(SOURCE) ? JSON.parse(readFileSync(SOURCE, "utf8")) : [];
  it("every case is in a family, or said to be elsewhere", () => {
    const ids = [...Object.values(families).flat(), ...Object.keys(elsewhere).map((id) => ({ id }))];
    expect(ids.map(({ id }) => id).sort()).toEqual(oracles.map(({ id }) => id).sort());
  });
  for (const { id, checks, leftOut = {} } of Object.values(families).flat()) {
    it(id, () => {
      const oracle = oracles.find((one) => one.id === id);
      expect(oracle).toBeDefined();
      const copied = checks.map(({ quantity, expected, judgement }) => ({
        quantity,
        expected,
        class: judgement.class,
      }));
      const skipped = Object.values(leftOut).flat();
      const original = oracle?.checks
        .filter(({ quantity }) => !skipped.includes(quantity))
        .map(({ quantity, expected, tolerance_class }) => ({
          quantity,
          expected: Number(expected),
          class: tolerance_class,
        }));
      expect(copied).toEqual(original);
      for (const { quantity, judgement } of checks) {
        const { rel_tol, abs_tol } = oracle?.checks.find((check) => check.quantity === quantity) ?? {};
        if (judgement.class !== "asymptotic" && judgement.class !== "approximation") continue;
        if (rel_tol !== undefined) expect(judgement.relative).toBe(rel_tol);
        if (abs_tol !== undefined) expect(judgement.absolute).toBe(abs_tol);
      }
    });
  }
});
