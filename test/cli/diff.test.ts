/** `headroom diff`: how it ends, and what it writes. */
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import type { DiffFindings } from "../../src/analysis/findings/diff-findings.js";
import { diffSchema } from "../../src/analysis/findings/diff-findings.js";
import { diffExit, FAILURES } from "../../src/cli/kit/exit.js";
import { emptyFolder, filesIn, fixture, headroom, type Ran, unwrapped, widest } from "./headroom.js";

const COLUMNS = 80;
const diff = (base: string, proposal: string, ...flags: string[]): Ran =>
  headroom(["diff", fixture(base), fixture(proposal), "--threads", "1", "--no-ceiling", ...flags]);

describe("ends with", () => {
  for (const [code, proposal, last] of [
    [0, "diff/faster.yaml", "The proposal is better and meets its objective: p95 falls from"],
    [99, "missed.yaml", "the proposal misses its objective: p50 is 2.91 ms, asked was < 1ms."],
    [3, "undecided.yaml", "Unknown whether the proposal is worse, since its objective is unknown."],
  ] as const)
    it(`${code}: ${proposal}`, () => {
      const { code: found, stdout, stderr } = diff("small.yaml", proposal);
      expect(stderr).toBe("");
      expect(unwrapped(stdout)).toContain(last);
      expect(found).toBe(code);
      expect(widest(stdout)).toBeLessThanOrEqual(COLUMNS);
    });

  it("2: a page that cannot be written, before anything is simulated", () => {
    const { code, stdout, stderr } = diff("small.yaml", "missed.yaml", "--html", emptyFolder());
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: cannot write .*: it is a folder\n$/);
  });

  it("2: an invalid proposal, with every mistake", () => {
    const { code, stdout, stderr } = diff("small.yaml", "mistaken.yaml");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.match(/mistaken\.yaml:\d+:\d+/g)).toHaveLength(4);
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

it("--html: one page of the pair, the whole files in it, and the command that makes it again", () => {
  const folder = emptyFolder();
  const proposal = "diff/faster.yaml";
  const flags = ["--tolerance", "5%", "--html", join(folder, "diff.html")];
  const found = diff("small.yaml", proposal, ...flags);
  const { "diff.html": page, ...others } = filesIn(folder);
  expect([found.code, others]).toEqual([0, {}]);
  expect(page.length).toBeLessThan(500_000);
  const { document } = new JSDOM(page).window;
  expect(document.title).toMatch(/^A small shop → A faster small shop: The proposal is better and meets/);
  for (const chart of ["paired-difference", "latency-over-time", "saturation-over-time"])
    expect(document.querySelector(`#chart-${chart} svg`), chart).not.toBeNull();
  expect([...document.querySelectorAll("#model summary")].map((each) => each.textContent)).toEqual(
    ["small.yaml", proposal].map(fixture),
  );
  expect(document.querySelector("#again pre")?.textContent).toBe(
    `npx headroom diff ${fixture("small.yaml")} ${fixture(proposal)} --seed fixture --tolerance 5% --no-ceiling`,
  );
});
