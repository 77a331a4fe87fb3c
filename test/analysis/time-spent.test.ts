/** Where time goes, by Little's law, against M/M/1: of W = 1 ÷ (μ − λ), ρW is waiting and 1 ÷ μ service. */
import { expect, it } from "vitest";
import { longestWait, timeSpent } from "../../src/analysis/figures/time-spent.js";
import type { Estimate, VariantFindings } from "../../src/analysis/findings/findings.js";
import { semiFinal } from "../charts/stages.js";
import { mm1 } from "../theory/mm1.js";

const [variant] = semiFinal().variants;
const known = (value: number, half = 0): Estimate => ({ value, low: value - half, high: value + half });

/** One server, 90 of 100 requests a second: 9 are inside, 8.1 of them wait. */
function queue(changes: Partial<VariantFindings> = {}): VariantFindings {
  const parts = structuredClone(variant.parts.machine);
  const cores = { ...parts.resources.cores, queueLength: known(8.1, 0.3), busy: known(0.9) };
  const all = { ...variant.all, offeredLoad: known(90) };
  const machine = { ...parts, resources: { cores } };
  return { ...variant, all, inSystem: known(9), parts: { machine }, ...changes };
}

it("divides the time inside as the closed form does", () => {
  const { meanWait, meanSojourn } = mm1(90, 100);
  const { insideMs, at } = timeSpent(queue());
  expect(insideMs.value).toBeCloseTo(1000 * meanSojourn, 9);
  expect(at[0].waitingMs.value).toBeCloseTo(1000 * meanWait, 9);
  expect(at[0].inUseMs.value).toBeCloseTo(10, 9);
  expect(at[0].waitingShare).toBeCloseTo(0.9, 9);
});

it("keeps the interval of the number, and widens it by that of the arrivals", () => {
  const wait = (offeredLoad: Estimate) => timeSpent(queue({ all: { ...variant.all, offeredLoad } })).at[0].waitingMs;
  expect(wait(known(90)).low).toBeCloseTo(7.8 / 0.09, 9);
  expect(wait(known(90)).high).toBeCloseTo(8.4 / 0.09, 9);
  expect(wait(known(90, 10))).toMatchObject({ low: 78, high: 105 });
  expect(wait({ value: 90, low: null, high: null })).toMatchObject({ low: null, high: null });
});

it("says nothing of a queue that grows, nor where nothing arrives", () => {
  const growing = { verdict: "growing", growthPerSecond: known(8) } as const;
  expect(timeSpent(queue({ drift: growing })).insideMs).toMatchObject({ value: null, reason: "no steady state" });
  const idle = timeSpent(queue({ all: { ...variant.all, offeredLoad: known(0) } }));
  expect(idle.at[0].waitingMs.value).toBeNull();
  expect(longestWait(idle)).toBeNull();
});

it("names the longest wait of several", () => expect(longestWait(timeSpent(variant))?.part).toBe("machine"));
