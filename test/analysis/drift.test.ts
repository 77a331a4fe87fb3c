/** False alarms and detection of `drift`, measured on queues from empty: 8 replications of 20,000 services at full speed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drift } from "../../src/analysis/steadiness/drift.js";
import { numberInQueue, uniforms } from "./generator.js";

const STUDIES = 50; // 1,000 of each are in the docstring of `drift`.

function verdicts(
  utilisation: number,
  servers: number,
  time = 20_000 / servers,
  replications = 8,
): Record<string, number> {
  const uniform = uniforms(1000 * utilisation + servers);
  const counts: Record<string, number> = { stable: 0, growing: 0, undecided: 0 };
  for (let study = 0; study < STUDIES; study++) {
    const run = (): number[] => numberInQueue({ utilisation, servers, time, bins: 100 }, uniform);
    const { verdict } = drift({ numberInSystem: Array.from({ length: replications }, run), binSeconds: time / 100 });
    counts[verdict]!++;
  }
  return counts;
}

describe("no false alarms", () => {
  it.each([
    [0.5, 1],
    [0.9, 1],
    [0.95, 1],
    [0.95, 8],
  ])("ρ = %d, %d servers", (utilisation, servers) => {
    const { growing, stable } = verdicts(utilisation, servers);
    expect(growing).toBe(0);
    expect(stable).toBeGreaterThanOrEqual(49);
  });
});

describe("no overload missed", () => {
  it.each([
    [1.05, 1],
    [1.05, 8],
    [1.5, 1],
  ])("ρ = %d, %d servers", (utilisation, servers) => {
    expect(verdicts(utilisation, servers).growing).toBeGreaterThanOrEqual(49);
  });
});

it("F26: at ρ = 1, and where a stable queue was run for too short a time, it is seldom called stable", () => {
  expect(verdicts(1, 4, 3000).stable).toBeLessThan(6); // (b) M/M/4 at its limit.
  expect(verdicts(0.99, 1, 3000).stable).toBeLessThan(9); // (c) 30 s, of a relaxation time of 398 s.
});

it("F26: growth per second is λ − μ", () => {
  const uniform = uniforms(11);
  const run = (): number[] => numberInQueue({ utilisation: 1.05, servers: 1, time: 60_000, bins: 200 }, uniform);
  const { growthPerSecond } = drift({ numberInSystem: Array.from({ length: 10 }, run), binSeconds: 300 });
  expect(growthPerSecond.low!).toBeLessThan(0.05);
  expect(growthPerSecond.high!).toBeGreaterThan(0.05);
  expect(growthPerSecond.high! - growthPerSecond.low!).toBeLessThan(0.02);
});

describe("plain cases", () => {
  const repeat = (series: readonly number[]) => ({ numberInSystem: [series, series, series], binSeconds: 1 });
  const ramp = Array.from({ length: 80 }, (_, i) => i);

  it("a constant is stable, a ramp is growing, a fall is stable", () => {
    expect(drift(repeat(ramp.map(() => 5))).verdict).toBe("stable");
    expect(drift(repeat(ramp)).verdict).toBe("growing");
    expect(drift(repeat(ramp.toReversed())).verdict).toBe("stable");
    expect(drift(repeat(ramp)).growthPerSecond).toEqual({ value: 1, low: 1, high: 1 });
  });

  it("what comes down again and again, and clearly grows between, is not called stable: a part of it may leak", () => {
    const leaking = (by: number) => ramp.map((i) => (i % 10 === 0 ? 0 : 20 + by * i));
    const runs = (by: readonly number[]) => ({ numberInSystem: by.map(leaking), binSeconds: 1 });
    expect(drift(runs([0.1, 0.11, 0.09, 0.1])).verdict).toBe("undecided");
    expect(drift(runs([0.1, -0.11, 0.09, -0.1])).verdict).toBe("stable");
  });

  it("what varies by rounding alone is stable; the least growth that is more is not called so", () => {
    const rounded = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 40, maxLength: 80 });
    fc.assert(
      fc.property(rounded, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (steps, number) => {
        const series = steps.map((step) => number * (1 + step * Number.EPSILON));
        expect(drift(repeat(series)).verdict).toBe("stable");
      }),
    );
    expect(drift(repeat(ramp.map((i) => 0.6 * (1 + i * 1e-15)))).verdict).toBe("stable");
    expect(drift(repeat(ramp.map((i) => 0.6 * (1 + i * 1e-9)))).verdict).toBe("growing");
  });

  it("a leak inside a large noisy system is not called stable", () => {
    const uniform = uniforms(9);
    const leaky = () => ramp.map((i) => 1000 + i + 200 * uniform());
    const numberInSystem = Array.from({ length: 20 }, leaky);
    expect(drift({ numberInSystem, binSeconds: 1 }).verdict).toBe("undecided");
  });

  it("one replication and few bins decide nothing", () => {
    expect(drift({ numberInSystem: [ramp], binSeconds: 1 }).verdict).toBe("undecided");
    expect(drift(repeat(ramp.slice(0, 39)))).toMatchObject({ verdict: "undecided", growthPerSecond: { value: null } });
    expect(drift({ numberInSystem: [], binSeconds: 1 }).verdict).toBe("undecided");
  });
});
