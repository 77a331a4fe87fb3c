/** `headroom diff`: how it ends, and what it writes for a pull request. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import type { DiffFindings } from "../../src/analysis/diff-findings.js";
import { diffExit, FAILURES } from "../../src/cli/diff-exit.js";
import { diffSchema } from "../../src/report/diff/schema.js";
import { emptyFolder, filesIn, fixture, headroom, type Ran, unwrapped } from "./headroom.js";

const COLUMNS = 80;
const diff = (base: string, proposal: string, ...flags: string[]): Ran =>
  headroom(["diff", fixture(base), fixture(proposal), "--threads", "1", ...flags]);

describe("ends with", () => {
  for (const [code, proposal, last] of [
    [0, "diff/faster.yaml", "Improvement: better beyond the tolerance: mean, p50"],
    [99, "missed.yaml", "The proposal meets 0 of 1 objective, misses 1."],
    [3, "undecided.yaml", "Undecided: unknown: latency: p(99.9) < 100ms"],
  ] as const)
    it(`${code}: ${proposal}`, () => {
      const { code: found, stdout, stderr } = diff("small.yaml", proposal);
      expect(stderr).toBe("");
      expect(unwrapped(stdout)).toContain(last);
      expect(found).toBe(code);
      for (const line of stdout.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(COLUMNS);
    });

  it("2: an invalid proposal, with every mistake", () => {
    const { code, stdout, stderr } = diff("small.yaml", "mistaken.yaml");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.match(/mistaken\.yaml:\d+:\d+/g)).toHaveLength(3);
  });
});

it("fails on what it is told to, the worst first", () => {
  const missed = { verdict: "regression", proposal: { verdict: "missed" } } as DiffFindings;
  expect(diffExit(missed, FAILURES)).toBe(98);
  expect(diffExit(missed, ["missed", "undecided"])).toBe(99);
  expect(diffExit(missed, ["undecided"])).toBe(0);
  expect(diffExit({ ...missed, verdict: "undecided" }, ["undecided"])).toBe(3);
});

it("--json: the same model twice differs by nothing at all, and it is what its schema says", () => {
  const result = JSON.parse(diff("small.yaml", "small.yaml", "--json").stdout) as DiffFindings;
  expect(diffSchema.safeParse(result).error?.issues ?? []).toEqual([]);
  for (const { metric, difference } of result.metrics) expect([metric, difference.value ?? 0]).toEqual([metric, 0]);
  expect(result).toMatchObject({
    formatVersion: 1,
    verdict: "no difference",
    changes: [],
    risks: { fresh: [], gone: [] },
  });
});

it("in GitHub Actions it marks lines and sums up; files for a pipeline are written whole", () => {
  const folder = emptyFolder();
  const [markdown, junit, summary] = ["pr.md", "junit.xml", "summary.md"].map((name) => join(folder, name));
  const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: process.cwd(), GITHUB_STEP_SUMMARY: summary };
  const files = [fixture("small.yaml"), fixture("diff/slower.yaml")];
  const args = ["diff", ...files, "--threads", "1", "--markdown", markdown, "--junit", junit];
  const { code, stdout, stderr } = headroom(args, { env });
  expect(code).toBe(98);
  expect(unwrapped(stdout)).toMatch(/Regression: worse beyond the tolerance: mean, p50.*\. $/);
  expect(stderr).toMatch(
    /^::warning file=test\/cli\/fixtures\/diff\/slower\.yaml,line=5,title=new risk%3A retry-amplification::web\.page/m,
  );
  expect(stderr).toMatch(/^::error title=headroom diff::Regression/m);
  expect(Object.keys(filesIn(folder)).sort()).toEqual(["junit.xml", "pr.md", "summary.md"]);
  const text = readFileSync(markdown, "utf8");
  expect(readFileSync(summary, "utf8")).toBe(text);
  for (const part of ["**Regression", "| mean |", "```diff\n", "+ parts.db.queries.read.time: exponential(6ms)"])
    expect(text).toContain(part);
  const xml = new JSDOM(readFileSync(junit, "utf8"), { contentType: "text/xml" }).window.document;
  const cases = [...xml.querySelectorAll("testcase")].map((each) => [
    each.getAttribute("name"),
    each.firstElementChild?.tagName,
  ]);
  expect(cases).toContainEqual(["latency: p(50) < 1s", "system-out"]);
  expect(cases).toContainEqual(["mean", "failure"]);
});
