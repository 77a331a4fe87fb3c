/** Every file in models/ and experiments/ is read without a mistake, and runs. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { variantFindings } from "../../src/experiment/findings/variant-findings.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { documentHead } from "../../src/experiment/plan/provenance.js";
import { loadJobs, type Study, windowJobs } from "../../src/experiment/plan/study.js";
import { render } from "../../src/model/source/index.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { entriesOf } from "../../src/model/timeline/entries.js";
import { compile } from "../../src/model/wiring/compile.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { expectOneScreen } from "../one-screen.js";
import { expectLawful } from "../simulate.js";

const yamlIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => `${folder}/${file}`);

const SHORT_MS = 20_000;

/** Shortened: to a little after the first thing that happens. */
function open(file: string): Study {
  const { study, diagnostics, textOf } = openStudy(file, nodeFiles, { replications: "1" });
  if (study === null) throw new Error(render(diagnostics, textOf, { color: false, width: 80 }));
  const firstMs = Math.min(...study.variants.flatMap(({ model }) => entriesOf(model).map(({ fromMs }) => fromMs)));
  const durationMs = SHORT_MS + (Number.isFinite(firstMs) ? firstMs : 0);
  return { ...study, warmUpMs: 0, durationMs: Math.min(durationMs, study.warmUpMs + study.durationMs) };
}

/** What a run of one model would find. */
function alone(study: Study, window: Measurements): Findings {
  const [variant] = study.variants;
  const { replications, warmUpMs, durationMs } = study;
  return {
    ...documentHead(study),
    question: study.question,
    window: { fromMs: warmUpMs, toMs: warmUpMs + durationMs, replications, clock: null },
    objectives: Object.entries(variant!.model.objectives).flatMap(([metric, all]) =>
      all.map((each) => `${metric}: ${each}`),
    ),
    spike: null,
    variants: [variantFindings(study, variant!, { window: [window], load: [], steady: null })],
    comparisons: [],
    selection: null,
    claims: [],
    simulated: { requests: window.requests, events: window.events, runs: 1 },
    notes: study.notes,
  };
}

const files = [...yamlIn("models"), ...yamlIn("experiments")];
it("there are some", () => expect(files.length).toBeGreaterThan(8));

describe("runs", () => {
  for (const file of files)
    it(file, () => {
      const study = open(file);
      const { load } = study;
      for (const variant of study.variants) {
        const slow =
          load === null ? [] : loadJobs(study, variant, { ...load, durationMs: 5000, warmUpMs: 0 }, load.perSecond[0]!);
        const [window] = [windowJobs(study, variant)[0]!, ...slow.slice(0, 1)].map(({ model, plan }) => {
          const measured = compile(model, { ...plan, coolDownMs: 10_000 }).simulate();
          expectLawful(measured);
          expect(measured.requests).toBeGreaterThan(0);
          expect(measured.cutShort).toBe(null);
          return measured;
        });
        if (study.variants.length === 1) expectOneScreen(alone(study, window!));
      }
    });
});

describe("the stages of the shop", () => {
  const { variants } = open("experiments/world-cup-semi-final.yaml");

  it("are at least five, each laid on the one before", () => expect(variants.length).toBeGreaterThanOrEqual(5));

  it("get the same arrivals", () => {
    const arrivals = variants.map(({ model }) => {
      const { endpoints } = compile(model, {
        seed: "1",
        replication: 0,
        warmUpMs: 0,
        durationMs: 20_000,
        binMs: 1000,
        coolDownMs: 0,
      }).simulate();
      return endpoints.map(({ name, arrivalsByBin }) => ({ name, arrivalsByBin }));
    });
    for (const one of arrivals) expect(one).toEqual(arrivals[0]);
  });
});
