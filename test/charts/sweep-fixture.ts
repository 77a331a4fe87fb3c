/** Sweeps as they might have been found: M/M/1 by its formula, with bands made up. */
import type { Estimate, Verdict } from "../../src/analysis/findings/findings.js";
import type { SweepFindings, SweepPoint } from "../../src/analysis/findings/sweep-findings.js";
import type { TornadoFindings } from "../../src/analysis/findings/tornado-findings.js";

const about = (value: number | null, share = 0.06): Estimate =>
  value === null
    ? { value, low: null, high: null, reason: "the number in the system grows" }
    : { value, low: value * (1 - share), high: value * (1 + share) };

const LIMIT = 40;

const provenance = {
  formatVersion: 1 as const,
  version: "0.1.0",
  seed: "1",
  confidence: 0.95,
  name: "shop",
  title: "A shop",
  variant: "shop",
  modelHash: "0123456789abcdef",
  window: { fromMs: 10_000, toMs: 70_000, replications: 8, clock: null },
  objectives: [`latency: p(99) < ${LIMIT}ms`],
  audit: { ok: true, failures: [] },
  simulated: { requests: 1_234_567, events: 9_876_543, runs: 72 },
};

function point(at: readonly number[], rho: number): SweepPoint {
  const p99 = rho < 1 ? Math.log(100) / (1 - rho) : null;
  const p99Ms = about(p99);
  const verdict: Verdict = p99 === null || p99Ms.low! > LIMIT ? "missed" : p99Ms.high! < LIMIT ? "met" : "unknown";
  return {
    at,
    verdict,
    growing: p99 === null,
    standing: false,
    offeredLoad: about(1000 * rho, 0.01),
    goodput: about(1000 * Math.min(1, rho), 0.01),
    errorRate: { value: 0, low: 0, high: 0.0001 },
    p50Ms: about(rho < 1 ? Math.LN2 / (1 - rho) : null),
    p99Ms,
    objectives: [
      { metric: "latency", expression: `p(99) < ${LIMIT}ms`, measured: p99Ms, limit: LIMIT, unit: "ms", verdict },
    ],
    first: rho < 0.95 ? null : { part: "web", resource: "threads", atMs: 12_000, peakUtilisation: 0.99 },
  };
}

const loads = [0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.77, 1.9, 2.1];

export const curve: SweepFindings = {
  ...provenance,
  knobs: [{ name: "load", unit: "", values: loads }],
  points: loads.map((load) => point([load], load / 2)),
  knee: { value: 1.77, low: 1.6, high: 1.9 },
};

/** The same, where something happens from which most runs come back up to ×1.7 only. */
export const stall: SweepFindings = {
  ...curve,
  knee: null,
  points: curve.points.map((each) => {
    const down = each.at[0]! < 1.6 ? 0 : each.at[0]! < 1.7 ? 3 : 8;
    const back = { back: each.at[0] === 1.6 ? 4 : 8 - down, down, of: 8 };
    const why = { retries: { part: "pay", asked: 60, attempts: 210 } };
    const notBack = { replications: 8, watchedMs: 60_000, goodputBefore: 800, goodputAfter: 3, full: [], why };
    return { ...each, growing: false, standing: false, back, ...(down < 8 ? {} : { notBack }) };
  }),
  boundary: {
    at: { value: 1.66, low: 1.4, high: 1.77 },
    side: "from",
    tested: [
      { at: 1.4, back: 8, down: 0, of: 8 },
      { at: 1.6, back: 4, down: 3, of: 8 },
      { at: 1.66, back: 2, down: 5, of: 8 },
      { at: 1.77, back: 0, down: 8, of: 8 },
    ],
  },
};

const sizes = [8, 12, 16, 24, 32];

export const map: SweepFindings = {
  ...provenance,
  knobs: [
    { name: "shop-db.pool.connections", unit: "", values: sizes },
    { name: "shop-db.queries.read.time", unit: "ms", values: [5, 10, 15, 20] },
  ],
  points: sizes.flatMap((size) => [5, 10, 15, 20].map((ms) => point([size, ms], ms / size / 0.9))),
  knee: null,
};

const hits = (value: number): Estimate => ({ value, low: value - 0.02, high: Math.min(1, value + 0.02) });

const HIT_RATE = "hit rate of catalogue";
const hitObjective = (measured: Estimate): SweepPoint["objectives"][number] => ({
  metric: "hit rate{catalogue}",
  expression: "rate > 80%",
  measured,
  limit: 0.8,
  unit: "1",
  verdict: measured.low! > 0.8 ? "met" : measured.high! < 0.8 ? "missed" : "unknown",
});

/** A cache whose hit rate falls with the load, and its objective; where the queue grows there still is one. */
export const shares: SweepFindings = {
  ...curve,
  objectives: [...curve.objectives, "hit rate{catalogue}: rate > 80%"],
  figures: [
    { name: HIT_RATE, unit: "1", objective: 1 },
    { name: "p99", unit: "ms", objective: 0 },
  ],
  points: curve.points.map((each, i) => {
    const found = hits(0.95 - 0.03 * i);
    const objective = hitObjective(found);
    const verdict = [each.verdict, objective.verdict].includes("missed")
      ? "missed"
      : [each.verdict, objective.verdict].includes("unknown")
        ? "unknown"
        : "met";
    const objectives = [...each.objectives, objective];
    return { ...each, verdict, objectives, figures: { [HIT_RATE]: found, p99: each.p99Ms } };
  }),
  knee: null,
};

/** How many wait for a pool, with none at some points. */
export const queueMap: SweepFindings = {
  ...map,
  figures: [{ name: "queue max of shop-db pool", unit: "number", objective: null }],
  points: map.points.map((each) => {
    const rho = each.at[1]! / each.at[0]! / 0.9;
    return { ...each, figures: { "queue max of shop-db pool": about(rho < 1 ? Math.round((30 * rho) ** 1.5) : null) } };
  }),
};

const change = (value: string, effect: number | null, verdict: Verdict) => ({
  value,
  difference: about(effect, 0.2),
  growing: effect === null,
  verdict,
});

export const storm: TornadoFindings = {
  ...provenance,
  change: 0.2,
  metric: "p99",
  unit: "ms",
  limit: LIMIT,
  base: about(33),
  verdict: "met",
  guesses: [
    { path: "shoppers.rate", value: "30/s", less: change("24/s", -11, "met"), more: change("36/s", null, "missed") },
    {
      path: "shop-db.queries.read.time",
      value: "lognormal(mean 8ms, p99 40ms)",
      less: change("lognormal(mean 6.4ms, p99 32ms)", -9, "met"),
      more: change("lognormal(mean 9.6ms, p99 48ms)", 17, "missed"),
    },
    { path: "catalogue.hit", value: "90%", less: change("72%", 6, "unknown"), more: change("100%", -3, "met") },
    { path: "web.instances", value: "1", less: null, more: change("2", -2, "met") },
    { path: "web.threads", value: "200", less: change("160", 0, "met"), more: change("240", 0, "met") },
  ],
  leftOut: [],
};
