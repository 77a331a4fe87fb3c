import fc from "fast-check";
import { describe, it } from "vitest";
import { charts } from "../../src/charts/index.js";
import * as arbitrary from "./arbitrary.js";
import { semiFinal } from "./stages.js";
import { expectSound } from "./svg.js";

describe.each(charts)("$name", ({ draw }) => {
  it("is sound for the semi-final", () => expectSound(draw(semiFinal())));
});

it("all are sound for findings of any kind, bugs included", () => {
  fc.assert(
    fc.property(arbitrary.findings(true), (findings) => {
      for (const { draw } of charts) expectSound(draw(findings));
    }),
    { numRuns: 150, interruptAfterTimeLimit: 40_000 },
  );
});
