/** What is said of a grid: 2 variants × 2 rates × 2 sizes, of which some are overloaded. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { charts } from "../../src/charts/index.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles, render } from "../../src/model/source/index.js";
import { markdown } from "../../src/report/run/markdown.js";
import { noteWords } from "../../src/report/run/note-words.js";
import { terminal } from "../../src/report/run/terminal.js";

const files = memoryFiles({
  "shop.yaml": `version: 1
traffic: { users: { rate: 50/s, to: web.page } }
parts:
  web: { type: service, threads: 16, endpoints: { page: [{ query: db.page }] } }
  db: { type: database, cores: 1, pool: { connections: 4 }, queries: { page: { time: exponential(15ms) } } }
objectives: { latency: [p(95) < 300ms] }
`,
  "grid.yaml": `version: 1
title: A quicker query, by traffic and cores
question: What does a quicker query give, at each rate and number of cores?
variants: { now: shop.yaml, quicker: { extends: shop.yaml, parts: { db: { queries: { page: { time: exponential(12ms) } } } } } }
over: { users.rate: [60/s, 150/s], db.cores: [1, 2] }
run: { warm-up: 1s, duration: 8s, replications: 4 }
claims:
  - mean{quicker · users 60/s · cores 2} is better
  - mean{quicker · users 60/s · cores 1} is worse
`,
});

describe("a grid of 2 × 2 × 2", () => {
  const { study, diagnostics, textOf } = openStudy("grid.yaml", files, {});
  let found: Findings;
  beforeAll(async () => {
    found = await runStudy(study!, threads(1));
  });

  it("the warnings of its variants stand once", async () =>
    expect(render(diagnostics, textOf, { color: false, width: 80 })).toMatchFileSnapshot("golden/grid-warnings.txt"));

  it("the terminal says what it said", () =>
    expect(terminal(found, { colour: false })).toMatchFileSnapshot("golden/grid-terminal.txt"));

  it("the comparison in the report is grouped by what both share", () => {
    const [, section] = /(## Against [\s\S]*?)<details>/.exec(markdown(found, { command: "x" })) ?? [];
    return expect(section).toMatchFileSnapshot("golden/grid-comparison.md");
  });

  it("the picture says against what, and at which values", () => {
    const svg = charts.find(({ name }) => name === "paired-difference")!.draw(found);
    expect(svg).toContain("against “now”, all else equal");
    for (const at of ["users 60/s · cores 1", "users 150/s · cores 2"]) expect(svg).toContain(`at ${at}`);
  });

  it("notes on many variants are one, and each stays in the findings", () => {
    const short = (name: string, times: string) =>
      `The runs of “${name}” are short for a system that settles in ${times} or more.`;
    const names = found.variants.map(({ name }) => name);
    const notes = ["Mind “the gap”.", ...names.slice(0, 5).map((name, i) => short(name, `${i + 1}s: give ${i + 5}s`))];
    expect(noteWords({ ...found, notes })).toEqual([
      notes[0],
      "The runs of each of 5 of 8 variants (“now · users 60/s · cores 1”, “now · users 60/s · cores 2”, “now · users 150/s · cores 1” and 2 more) are short for a system that settles in 1s to 5s: give 9s or more.",
    ]);
    expect(noteWords({ ...found, notes: notes.slice(0, 4) })).toEqual(notes.slice(0, 4));
  });
});
