import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charts } from "../../src/charts/index.js";
import { code, md } from "../../src/report/kit/markdown-text.js";
import { markdown } from "../../src/report/run/markdown.js";
import * as arbitrary from "../charts/arbitrary.js";
import { converging } from "../charts/convergence-fixture.js";
import { promising } from "../charts/effects-fixture.js";
import { queueing } from "../charts/queues-fixture.js";
import { retrying } from "../charts/retries-fixture.js";
import { sharded } from "../charts/sharded-fixture.js";
import { showing } from "../charts/shown-fixture.js";
import { semiFinal } from "../charts/stages.js";
import { besideTheory } from "../charts/theory-fixture.js";
import { pictured } from "../charts/topology-fixture.js";

const study = semiFinal();
const command = "headroom run x.yaml";

it("has the verdict before any table, and the command last", () => {
  const report = markdown(study, { command });
  expect(report.indexOf("Objectives met by")).toBeLessThan(report.indexOf("| Stage |"));
  expect(report.trimEnd().endsWith(`${command}\n\`\`\``)).toBe(true);
});

it("shows the pictures there are, with the finding as alt text", () => {
  const all = pictured(promising(queueing(sharded(showing(retrying(converging(besideTheory(study))))))));
  const report = markdown(all, { command });
  for (const { name, caption } of charts) {
    expect(report).toContain(`](${name}.svg)`);
    expect(report).toContain(`![${md(caption(all).title)}.`);
  }
  const unswept = { ...study, variants: study.variants.map((variant) => ({ ...variant, load: [] })) };
  expect(markdown(unswept, { command })).not.toContain("load.svg");
});

it("says how fast it was only when told", () => {
  expect(markdown(study, { command })).toContain("Simulated 128,803,112 requests in 35 runs.");
  expect(markdown(study, { command, speed: { seconds: 83, requestsPerSecond: 1_551_845 } })).toContain(
    "1,551,845 requests a second",
  );
});

it("leaves out what can be spared when it grows too long, and says so", () => {
  const many = { ...study, variants: Array.from({ length: 60 }, (_, i) => study.variants[i % 7]) };
  const report = markdown(many, { command });
  expect(report.length).toBeLessThanOrEqual(65_000);
  expect(report).toContain("Left out for length: ");
  expect(report).toContain("See it again");
});

it("every row of a table has as many cells as its head, and nothing breaks out, whatever the names", () => {
  fc.assert(
    fc.property(arbitrary.findings(true), (findings) => {
      const report = markdown(findings, { command });
      expect(report.length).toBeLessThanOrEqual(65_000);
      expect(report).not.toMatch(/NaN|undefined|Infinity|<script/);
      for (const block of report.split("\n\n").filter((each) => each.startsWith("| "))) {
        const cells = block.split("\n").map((line) => line.replaceAll("\\|", "").split("|").length);
        expect(new Set(cells).size).toBe(1);
      }
    }),
    { numRuns: 150, interruptAfterTimeLimit: 20_000 },
  );
});

describe("escaping", () => {
  it.each([
    ["a|b", "a\\|b"],
    ["<b>&", "&lt;b>&amp;"],
    ["[x](y)", "\\[x\\](y)"],
    ["`*_~#", "\\`\\*\\_\\~\\#"],
    ["- no list", "\\- no list"],
    ["1. no list", "1\\. no list"],
    ["shop-db", "shop-db"],
  ])("%s", (text, escaped) => expect(md(text)).toBe(escaped));
  it("code with backticks gets a longer fence", () =>
    expect([code("a"), code("a``b")]).toEqual(["`a`", "``` a``b ```"]));
});
