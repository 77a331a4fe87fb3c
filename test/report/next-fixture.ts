/** What `headroom next` might have found: one change that mends, one that trades, and others that do not help. */
import type { ChangeFindings, NextFindings } from "../../src/analysis/findings/next-findings.js";

const about = (value: number, half = Math.abs(value) * 0.1) => ({ value, low: value - half, high: value + half });

const change = (of: Partial<ChangeFindings>): ChangeFindings => ({
  name: "db: a cache of item",
  isPair: false,
  treats: "read pressure",
  symptom: "there are more reads than one place can answer",
  complexity: 2,
  why: "stale answers, and when to forget them",
  cost: { caches: 1 },
  assumes: "80% of the look-ups hit",
  loses: null,
  verdict: "gains",
  reason: "",
  isInDoubt: false,
  objectives: "met",
  measured: about(42),
  gain: about(-0.93, 0.02),
  goodput: about(0.01),
  busiest: { part: "db", resource: "cores", utilisation: about(0.86, 0.01) },
  score: 3,
  replications: 12,
  overlay: "version: 1\nextends: shop.yaml\nparts:\n  items: { type: cache, hit: 80% } # Assumed.\n",
  ...of,
});

const plain = { cost: {}, assumes: null, complexity: 1, why: "a setting" };

export const shopNext: NextFindings = {
  formatVersion: 1,
  version: "0.1.0",
  seed: "1",
  confidence: 0.95,
  name: "shop",
  title: "A shop",
  model: "shop.yaml",
  variant: "shop",
  window: { fromMs: 10_000, toMs: 70_000 },
  metric: "p99",
  because: "an objective that is missed",
  now: {
    measured: about(600),
    unit: "ms",
    verdict: "missed",
    objectives: [
      {
        metric: "latency",
        expression: "p(99) < 300ms",
        measured: about(600),
        limit: 300,
        unit: "ms",
        verdict: "missed",
      },
    ],
    growing: false,
    grows: null,
    stuck: null,
    busiest: { part: "db", resource: "cores", utilisation: about(0.99, 0.001) },
  },
  changes: [
    change({}),
    change({ ...plain, name: "web: a queue of at most 5", verdict: "trades", reason: "goodput falls by 6.4%" }),
    change({
      ...plain,
      name: "web: send later",
      loses: "the answer lacks what mail.send returns",
      objectives: "missed",
    }),
    change({ ...plain, name: "web: 64 threads", verdict: "nothing", gain: about(0.001, 0.002), objectives: "missed" }),
    change({ ...plain, name: "db: a pool of 5", verdict: "worse", gain: about(0.2), objectives: "missed" }),
    change({ ...plain, name: "db: 4 cores", verdict: "unknown", gain: null, reason: "the window is too short" }),
    change({ ...plain, name: "web: 8 cores", verdict: "not tried", gain: null, reason: "web cores are 2% busy" }),
  ],
  best: "db: a cache of item",
  ties: [],
  tried: 6,
  verdict: "met",
  simulated: { requests: 123_456, events: 999_999, runs: 90 },
};
