/** What reports say of effects: in the headline, in the remarks and in the table, which never contradict each other. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { effectsCaption } from "../../src/charts/effects/caption.js";
import { untrueIn } from "../../src/charts/kit/untrue.js";
import { effectsTable, untrueHeadlines, untrueRemarks } from "../../src/report/run/effect-words.js";
import { terminal } from "../../src/report/run/terminal.js";
import * as arbitrary from "../charts/arbitrary.js";
import { promising } from "../charts/effects-fixture.js";
import { semiFinal } from "../charts/stages.js";

const study = semiFinal();
const pick = (...indexes: number[]): Findings => ({ ...study, variants: indexes.map((i) => study.variants[i]!) });
const WELL = { value: 0.001, low: 0.0009, high: 0.0011 };

/** The second stage, with 99.9 % answered well. */
const second = (): Findings => {
  const found = promising(pick(0, 1));
  const [first, stage] = found.variants as [Findings["variants"][number], Findings["variants"][number]];
  const browse = { ...stage.endpoints["web.browse"]!, errorRate: WELL };
  return { ...found, variants: [first, { ...stage, endpoints: { ...stage.endpoints, "web.browse": browse } }] };
};

describe("beside the verdict", () => {
  it("says what was answered, and what of it never happened", () =>
    expect(untrueHeadlines(second())[0]).toBe(
      "In “The database on its own machine”, 99.9% of the requests of web.browse were answered well, but “confirmed” never happened to 31% of those and happened twice to 0.6%.",
    ));

  it("says of a chain for what it was due", () =>
    expect(untrueHeadlines(second())[1]).toBe(
      "In “The database on its own machine”, “shipped” never happened to 6.2% of those to which “confirmed” happened and happened twice to 0.1%.",
    ));

  it("says nothing where an objective asks, which is then a remark", () => {
    const found = second();
    const asked = {
      metric: "lost{confirmed}",
      expression: "rate < 1%",
      measured: WELL,
      limit: 0.01,
      unit: "1" as const,
      verdict: "missed" as const,
    };
    const variants = found.variants.map((variant) => ({ ...variant, objectives: [asked] }));
    expect(untrueHeadlines({ ...found, variants })).toHaveLength(1);
    expect(untrueRemarks({ ...found, variants })[0]).toContain("“confirmed” never happened to 31%");
  });

  it("says nothing where all is true", () => {
    const found = promising(pick(0));
    expect([...untrueHeadlines(found), ...untrueRemarks(found)]).toEqual([]);
    expect(effectsCaption(found).title).toBe("All that was told really happened, and in time");
  });

  it("tells the worst three, and where it is so too", () => {
    const found = second();
    const said = untrueHeadlines({ ...found, variants: [1, 1, 1, 1].map((i) => found.variants[i]!) });
    expect(said).toHaveLength(4);
    expect(said[3]).toBe("The same in a smaller measure: stages 1–4.");
  });
});

it("a table has a row for each effect, and no row without any", () => {
  expect(effectsTable(study).rows).toEqual([]);
  expect(effectsTable(promising(study)).rows).toHaveLength(14);
});

it("the terminal keeps to 80 columns", () => {
  const lines = terminal(promising(study), { colour: false, verbose: true }).split("\n");
  expect(lines.join("\n")).toContain("What really happened");
  expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
});

it("whatever was found, the words tell what the table has, and nothing that cannot be read", () =>
  fc.assert(
    fc.property(arbitrary.findings(true), (findings) => {
      const said = [...untrueHeadlines(findings), ...untrueRemarks(findings)].join(" ");
      expect(said === "").toBe(untrueIn(findings).length === 0);
      expect(`${said} ${effectsCaption(findings).description}`).not.toMatch(/NaN|undefined|Infinity/);
    }),
    { numRuns: 150 },
  ));
