/** Ceilings read off a line between two loads, against closed forms. */
import { expect, it } from "vitest";
import type { CeilingFindings } from "../../src/analysis/findings/ceiling-findings.js";
import { objectivesOf } from "../../src/experiment/plan/study.js";
import { loadCeiling } from "../../src/experiment/search/load-ceiling.js";
import { narrowByLine } from "../../src/experiment/search/narrow-by-line.js";
import { withRates } from "../../src/model/traffic/load-factor.js";
import { opened, station } from "./ceiling-of.js";

const OBJECTIVES = [
  { objective: "latency: p(95) < 10ms", truth: 1000 - Math.log(20) / 0.01 }, // Of M/M/1, P(T > t) = exp(−(μ − λ) t).
  { objective: "latency: mean < 4ms", truth: 750 }, // 1 ÷ (μ − λ).
];

async function ceilingOf(objective: string, seed: number): Promise<CeilingFindings> {
  const run = `{ duration: 1s, warm-up: 500ms, replications: 8, seed: ${seed} }`;
  const { bench, probe, loads } = opened(station({ objective, run }), 150_000);
  return loadCeiling(probe, bench.variant, { precision: 0.08, peak: null, loads });
}

it("their ends enclose the truth as often as they say, also where the search stops because they are near", async () => {
  let [wrong, ends] = [0, 0];
  for (const { objective, truth } of OBJECTIVES)
    for (let seed = 1; seed <= 15; seed++) {
      const { low, high } = (await ceilingOf(objective, seed)).ceiling;
      ends += Number(low !== null) + Number(high !== null);
      wrong += Number(low !== null && low > truth) + Number(high !== null && high < truth);
    }
  expect(ends).toBeGreaterThan(50);
  expect(wrong).toBeLessThanOrEqual(5); // Of 60 at 2.5 %, more are one chance in three hundred.
}, 120_000);

it("both loads simulate the same requests, so the lower one is watched for longer", async () => {
  const { probes } = await ceilingOf(OBJECTIVES[1]!.objective, 1);
  const pairs = probes.slice(-2);
  expect(pairs[0]!.at).toBeLessThan(pairs[1]!.at);
  expect(pairs[0]!.replications).toBe(pairs[1]!.replications);
  const longer = pairs[1]!.at / pairs[0]!.at;
  expect(pairs[0]!.windowMs).toBe(Math.round(pairs[1]!.windowMs * longer));
});

it("spends a part of the budget where all of it would not do", async () => {
  const run = "{ duration: 1s, warm-up: 500ms, replications: 8 }";
  const { bench, probe, loads } = opened(station({ objective: "latency: mean < 4ms", run }), 400_000);
  const found = await loadCeiling(probe, bench.variant, { precision: 0.002, peak: null, loads });
  expect(found).toMatchObject({ stopped: "budget", verdict: "met" });
  expect(found.simulated.requests).toBeLessThan(220_000);
  expect(found.ceiling.low).toBeLessThan(750);
  expect(found.ceiling.high).toBeGreaterThan(750);
});

it("tells nothing where the objective is the same at every load, and looks at no endless one", async () => {
  const flat = station({ threads: "unlimited", service: "5ms", objective: "latency: p(50) < 6ms" });
  const { bench, probe } = opened(flat, 300_000);
  const found = await narrowByLine(probe, {
    objectives: objectivesOf(bench.variant),
    modelAt: (load) => withRates(bench.variant.model, load / 500),
    likely: 500,
    apart: null,
    below: Number.POSITIVE_INFINITY,
    found: { met: null, missed: null },
    precision: 0.05,
    seen: () => {},
  });
  expect(found).toBeNull();
});

/** A p99 that hardly rises before it rises steeply: a line between far loads would end below the true 3,125/s. */
it.each(["1", "2", "3"])("draws the line anew where the figure bends (seed %s)", async (seed) => {
  const run = `{ replications: 8, seed: ${seed} }`;
  const text = station({ traffic: "rate: 1875/s", threads: 4, objective: "latency: p(99) < 6.5ms", run });
  const { bench, probe, loads } = opened(text, 1_000_000);
  const found = await loadCeiling(probe, bench.variant, { precision: 0.05, peak: null, loads });
  expect(found.ceiling.low).toBeLessThan(3125);
  expect(found.ceiling.high).toBeGreaterThan(3125);
  expect(found.simulated.requests).toBeLessThan(1_200_000); // Windows of a minute would take more for a single look.
});
