/** A game day as it might have been found: one fault without a fallback, from which it does not come back, and others. */
import type { GamedayFindings, TrialFindings } from "../../src/analysis/findings/gameday-findings.js";

const about = (value: number, half = value * 0.1) => ({ value, low: value - half, high: value + half });

const trial = (change: Partial<TrialFindings>): TrialFindings => ({
  part: "pay",
  fault: "down",
  words: "down",
  calledBy: ["web.order"],
  fallback: "none",
  withoutFallback: false,
  lost: about(0.24),
  why: "instance-down at pay",
  endpoints: [{ endpoint: "web.order", lost: about(0.98, 0.01), slow: about(0) }],
  endpointsOf: 3,
  aside: [],
  backMs: { value: 0, low: 0, high: 0 },
  comesBack: true,
  verdict: "missed",
  ...change,
});

export const shopDay: GamedayFindings = {
  formatVersion: 1,
  version: "0.1.0",
  seed: "1",
  confidence: 0.95,
  name: "shop",
  title: "A shop",
  model: "shop.yaml",
  window: { fromMs: 5_000, toMs: 85_000 },
  fault: { fromMs: 25_000, toMs: 45_000 },
  leftOut: ["friday"],
  replications: 3,
  objectives: ["errors: rate < 1%"],
  trials: [
    trial({
      fault: "slow",
      words: "ten times as slow",
      lost: about(0.3),
      backMs: { value: null, low: 37_000, high: null, reason: "not within the horizon in 3 of 3 replications" },
      comesBack: false,
      mechanism: { retries: { part: "pay", asked: 20, attempts: 80 } },
    }),
    trial({}),
    trial({ part: "db", calledBy: ["web.page"], fallback: "written", lost: about(0.1), verdict: "met", endpoints: [] }),
    trial({ part: "db", calledBy: ["web.page"], fallback: "written", withoutFallback: true, backMs: about(4_000) }),
    trial({ part: "web", calledBy: ["users"], fallback: "entry", lost: about(1, 0) }),
  ],
  verdict: "missed",
  simulated: { requests: 12_345, events: 99_999, runs: 18 },
};
