/** Ceilings of variants compared, against closed forms of M/M/1. */
import { expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { demandedCeiling } from "../../src/experiment/search/demanded-ceiling.js";
import { memoryFiles, render } from "../../src/model/source/index.js";

const FULL = '"utilisation{web threads}": [mean < 70%]'; // Met up to 0.7 μ.
const LATE = "latency: [mean < 5ms]"; // Of M/M/1, 1 ÷ (μ − λ): met up to μ − 200/s.

const model = (perSecond: number, objective: string, named = "a"): string => `version: 1
name: ${named}
traffic: { users: { rate: 500/s, to: web.page } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(${1000 / perSecond}ms) }] } } }
objectives: { ${objective} }
`;

async function compared(a: string, b: string, claims: readonly string[] = [], budget = 60_000): Promise<Findings> {
  const files = {
    "a.yaml": a,
    "b.yaml": b,
    "e.yaml": `version: 1
title: Ceilings
variants: { a: a.yaml, b: b.yaml }
tie: 2%
run: { warm-up: 1s, duration: 2s, replications: 5 }
ceiling: { budget: ${budget}, precision: 10% }
claims: ${JSON.stringify(claims)}
`,
  };
  const { study, diagnostics, textOf } = openStudy("e.yaml", memoryFiles(files), {});
  if (study === null) throw new Error(render(diagnostics, textOf, { color: false, width: 120 }));
  return runStudy(study, threads(1));
}

const differenceIn = ({ comparisons }: Findings, metric = "ceiling") =>
  comparisons[0]!.differences.find((each) => each.metric === metric)!;

it("variants that mean the same share one search, and their ceilings are a tie", async () => {
  const found = await compared(model(1000, LATE), model(1000, LATE, "b"), [
    "ceiling{b} is tie",
    "ceiling{b} >= ceiling{a}",
    "ceiling{b} > ceiling{a}",
    "ceiling{b} < 1.2 * ceiling{a}",
  ]);
  for (const metric of ["ceiling", "headroom"])
    expect(differenceIn(found, metric)).toMatchObject({ verdict: "tie", difference: { value: 0, low: 0, high: 0 } });
  expect(found.variants[0]!.figures).toEqual(found.variants[1]!.figures);
  expect(found.claims.slice(0, 3).map(({ verdict }) => verdict)).toEqual(["met", "met", "missed"]);
}, 60_000);

it("the ratio of two ceilings lies in the paired interval, which is narrower than the searches tell", async () => {
  for (const [ratio, faster, objective] of [
    [1.05, 1050, FULL],
    [1.3, 200 + 1.3 * 800, LATE],
  ] as const) {
    const claims = ["ceiling{b} > ceiling{a}", `ceiling{b} > ${ratio - 0.3} * ceiling{a}`];
    const found = await compared(model(1000, objective), model(faster, objective), claims);
    const { relative, verdict } = differenceIn(found);
    expect(1 + relative.low!).toBeLessThan(ratio);
    expect(1 + relative.high!).toBeGreaterThan(ratio);
    expect(verdict).toBe("better");
    expect(found.claims.map((claim) => claim.verdict)).toEqual(["met", "met"]);
    expect(found.claims[1]!.why).toContain("paired difference");
  }
}, 60_000);

it("an addition without effect is no better: a tie, or not proven", async () => {
  const with2 = model(1000, FULL).replace("page: [", 'page: [{ delay: "uniform(0ms, 0.000001ms)" }, ');
  const { verdict, relative } = differenceIn(await compared(model(1000, FULL), with2, [], 250_000));
  expect(["tie", "unproven"]).toContain(verdict);
  expect(relative.high! - relative.low!).toBeLessThan(0.1);
}, 60_000);

it("the demand says where a utilisation meets its limit, unless another resource is full before", () => {
  const figure = { family: "utilisation", scope: { kind: "resource", part: "web", resource: null } };
  const objectives = [{ figure, statistic: "mean", comparison: "<", limit: 0.7 }] as never;
  const load = (part: string, busy: number) => ({ part, resource: "threads", capacity: 1, busy }) as never;
  expect(demandedCeiling(objectives, [load("web", 0.5)], 500)).toBeCloseTo(700, 9);
  expect(demandedCeiling(objectives, [load("web", 0.5), load("db", 0.9)], 500)).toBeNull();
  expect(demandedCeiling(objectives, [load("db", 0.5)], 500)).toBeNull();
});
