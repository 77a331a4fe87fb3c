/** What names and values of any sort do to the forms in which a diff is shown: nothing. */
import { JSDOM } from "jsdom";
import { expect, it } from "vitest";
import type { DiffFindings } from "../../src/analysis/diff-findings.js";
import { githubAnnotations } from "../../src/report/diff/annotations.js";
import { diffJson } from "../../src/report/diff/json.js";
import { diffJunit } from "../../src/report/diff/junit.js";
import { diffMarkdown } from "../../src/report/diff/markdown.js";
import { diffTerminal } from "../../src/report/diff/terminal.js";
import { columns } from "../../src/report/plain-text.js";

const NASTY = `a<b>&"'|\`\`\`\u001b[31m\n::error::%0A ${"long".repeat(30)}`;
const estimate = { value: 123.4, low: 100, high: 150 };
const none = { value: null, low: null, high: null, reason: NASTY };
const side = { file: "a.yaml", title: NASTY, modelHash: "0", verdict: "missed" } as const;
const bottleneck = {
  overload: { what: "waiting at x", growthPerSecond: estimate, binding: null },
  saturation: [{ part: NASTY, resource: "cores", atMs: 0, peakUtilisation: 1 }],
  busiest: { part: NASTY, resource: "cores", utilisation: estimate },
  meanMs: estimate,
  waiting: [{ part: NASTY, resource: "cores", perRequestMs: estimate }],
};
const risk = { rule: "no-timeout", subject: NASTY, message: NASTY, place: { file: "/repo/a,b.yaml", line: 3 } };
const judged = (verdict: "met" | "missed" | "unknown") => ({
  measured: verdict === "unknown" ? none : estimate,
  verdict,
});
const diff: DiffFindings = {
  ...{
    formatVersion: 1,
    version: "0",
    seed: "1",
    confidence: 0.95,
    tolerance: 0.02,
    verdict: "regression",
    why: [NASTY],
  },
  ...{ base: side, proposal: side, window: { fromMs: 0, toMs: 1000, replications: 2 } },
  changes: [
    { sign: "~", path: "parts.x", before: NASTY, after: NASTY },
    { sign: "+", path: NASTY, before: null, after: "1" },
  ],
  objectives: (["regressed", "unknown", "met"] as const).map((verdict) => ({
    ...{ metric: NASTY, expression: "p(99) < 1s", limit: 1000, unit: "ms", asked: "both", verdict, place: risk.place },
    base: judged("met"),
    proposal: judged(verdict === "regressed" ? "missed" : verdict),
  })),
  metrics: [
    {
      ...{ metric: "mean", unit: "ms", base: estimate, proposal: estimate, difference: estimate, relative: none },
      ...{ verdict: "worse", beyondTolerance: true },
    },
  ],
  bottleneck: { base: bottleneck, proposal: bottleneck },
  ceiling: null,
  units: [{ what: NASTY, base: 1, proposal: 2 }],
  complexity: [],
  risks: { fresh: [risk], gone: [risk], kept: 0 },
  simulated: { requests: 1, runs: 1 },
  notes: [NASTY],
};

it("the terminal keeps to 80 columns and is not coloured by a name; the verdict comes last", () => {
  const lines = diffTerminal(diff, { colour: false }).trimEnd().split("\n");
  for (const line of lines) expect(columns(line), line).toBeLessThanOrEqual(80);
  expect(lines.join("")).not.toContain("\u001b");
  expect(lines.findLastIndex((line) => line.startsWith("Regression:"))).toBeGreaterThan(lines.length - 6);
});

it("JUnit is well-formed: one case an objective that is asked, and one a metric", () => {
  const xml = new JSDOM(diffJunit(diff), { contentType: "text/xml" }).window.document;
  const outcomes = [...xml.querySelectorAll("testcase")].map((each) => each.firstElementChild?.tagName);
  expect(outcomes).toEqual(["failure", "skipped", "system-out", "failure"]);
  expect(xml.querySelector("testsuite")?.getAttribute("failures")).toBe("1");
});

it("annotations are one line each, below the root, and begin no other command", () => {
  const lines = githubAnnotations(diff, "/repo").trimEnd().split("\n");
  expect(lines.map((line) => /^::(\w+) /.exec(line)?.[1])).toEqual(["error", "warning", "warning", "error"]);
  expect(lines[0]).toContain("file=a%2Cb.yaml,line=3,");
});

it("markdown: the fence holds whatever a value says, and a table has one row a line", () => {
  const text = diffMarkdown(diff, "headroom diff a b");
  expect(text).toMatch(/\n````diff\n[\s\S]*\n````\n/);
  expect(text.split("\n").filter((line) => /^\| .* \|$/.test(line))).toHaveLength(4 + 1 + 2 + 1);
});

it("the same diff is the same JSON, and a NaN is refused", () => {
  expect(diffJson(diff)).toBe(diffJson(structuredClone(diff)));
  expect(() => diffJson({ ...diff, tolerance: Number.NaN })).toThrow();
});
