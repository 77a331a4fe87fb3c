import { describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { charts } from "../../src/charts/index.js";
import { converging } from "./convergence-fixture.js";
import { promising } from "./effects-fixture.js";
import { queueing } from "./queues-fixture.js";
import { retrying } from "./retries-fixture.js";
import { sharded } from "./sharded-fixture.js";
import { showing } from "./shown-fixture.js";
import { semiFinal } from "./stages.js";
import { besideTheory } from "./theory-fixture.js";
import { pictured } from "./topology-fixture.js";

/** Charts that need more than the evening has. */
const given: Record<string, (findings: Findings) => Findings> = {
  "attempts-over-time": retrying,
  effects: promising,
  figures: (findings) => showing(findings),
  queue: (findings) => queueing(findings),
  "shard-skew": sharded,
  theory: besideTheory,
  topology: pictured,
  convergence: converging,
};

/** Golden files are gallery and regression test at once: a change of a picture shows in the diff. */
describe("the pictures of the semi-final", () => {
  for (const { name, draw } of charts) {
    const findings = (given[name] ?? ((same) => same))(semiFinal());
    it(`${name} is as it was`, () => expect(draw(findings)).toMatchFileSnapshot(`golden/${name}.svg`));
  }

  it("are the same bytes every time", () => {
    for (const { draw } of charts) expect(draw(semiFinal())).toBe(draw(structuredClone(semiFinal())));
  });
});
