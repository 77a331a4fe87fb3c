/** What a model announces is simulated, or no verdict is given on it. */
import { describe, expect, it } from "vitest";
import { planEndMs, recoveryMs } from "../../../src/experiment/precision/plan-end.js";
import { modelOf } from "../../simulate.js";
import { ceilingOf } from "../ceiling-of.js";
import { studyOf, variantOf } from "../study.js";

const spiked = (run: string, rate = "{ base: 1/s, spikes: [{ at: 5min, rate: 12/s, lasts: 15min }] }"): string => `
version: 1
traffic: { users: { rate: ${rate}, to: app.page } }
parts: { app: { type: service, threads: 1, endpoints: { page: [{ delay: "exponential(120ms)" }] } } }
objectives: { latency: [p(50) < 2s] }
${run}
`;
const endOf = (rate: string): number => planEndMs(modelOf(spiked("", rate)));

it("ends with the last change of a profile, the fall of the last spike, and the first period of a wave", () => {
  expect(endOf("5/s")).toBe(0);
  expect(endOf("{ profile: [{ at: 0s, rate: 1/s }, { at: 7min, rate: 2/s }] }")).toBe(420_000);
  expect(endOf("{ base: 1/s, spikes: [{ at: 1min, rate: 2/s, rise: 10s, lasts: 1min, fall: 20s }] }")).toBe(150_000);
  expect(endOf("{ wave: { mean: 5/s, swing: 1/s, period: 10min } }")).toBe(600_000);
  expect(endOf("{ counts: [60, 120, 60], every: 1min }")).toBe(180_000);
});

it("a backlog drains by what is to spare afterwards, for half as long as the plan at most", () => {
  // 8.33/s are carried: (9 − 8.33) · 120 s = 80 are left, and 7.33/s are to spare.
  const mild = modelOf(spiked("", "{ base: 1/s, spikes: [{ at: 1min, rate: 9/s, lasts: 2min }] }"));
  expect(recoveryMs(mild, 180_000) / ((80 / 7.333) * 1000)).toBeCloseTo(1, 1);
  expect(recoveryMs(modelOf(spiked("")), 1_200_000)).toBeLessThanOrEqual(600_000);
});

describe("a spike long after the usual minute", () => {
  it("is in the window that is found", async () => {
    const { warmUpMs, durationMs } = studyOf({ "model.yaml": spiked("") });
    expect(warmUpMs + durationMs).toBeGreaterThan(20 * 60_000);
    expect(await variantOf(spiked("run: { replications: 4 }"))).toMatchObject({ verdict: "missed" });
  });

  it("leaves verdicts unknown where a shorter one is asked for, and why is said", async () => {
    const { verdict, objectives } = await variantOf(spiked("run: { duration: 1min }"));
    expect(verdict).toBe("unknown");
    expect(objectives[0]!.measured.reason).toMatch(
      /^the window ends after .*, and the model's traffic changes until 20min/,
    );
  });

  it("is what is expected at the peak, whatever window is asked for", async () => {
    const found = await ceilingOf(spiked("run: { duration: 1min, replications: 2 }"));
    expect(found.expected).toBeCloseTo(12, 9);
    expect(found).toMatchObject({ verdict: "unknown", probes: [], ceiling: { low: null, high: null } });
    expect(found.ceiling.reason).toMatch(/^the window ends after/); // No run of it would prove anything.
  });
});
