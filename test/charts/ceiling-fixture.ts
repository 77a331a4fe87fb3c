/** Searches as they might have gone. */
import type { CeilingFindings, ProbeFindings } from "../../src/analysis/findings/ceiling-findings.js";
import type { Verdict } from "../../src/analysis/findings/findings.js";
import { curve } from "./sweep-fixture.js";

const asked = { metric: "latency", expression: "p(99) < 40ms", limit: 40, unit: "ms" } as const;

function look(at: number, verdict: Verdict, ms: number | null, replications = 8): ProbeFindings {
  const measured = ms === null ? { value: null, low: null, high: null } : { value: ms, low: ms - 2, high: ms + 2 };
  const judged: Verdict = ms === null ? "unknown" : ms > 42 ? "missed" : ms < 38 ? "met" : "unknown";
  return {
    ...{ at, verdict, replications, windowMs: 60_000, growing: ms === null, standing: false },
    objectives: [{ ...asked, measured, verdict: judged }],
  };
}

const { knobs, points, knee, ...provenance } = curve;

export const search: CeilingFindings = {
  ...provenance,
  of: "rate",
  knob: null,
  expected: 150,
  ceiling: { value: 197, low: 190, high: 205 },
  headroom: { value: 1.31, low: 1.27, high: 1.37 },
  verdict: "met",
  meetsUpTo: null,
  stopped: "narrow",
  beyond: {
    ...{ at: 205, growing: false, standstill: null, missed: look(205, "missed", 45).objectives, busiest: null },
    first: { part: "web", resource: "threads", atMs: 12_000, peakUtilisation: 0.99 },
  },
  probes: [
    look(150, "met", 21),
    look(300, "missed", null),
    look(212, "missed", 49),
    look(180, "met", 29),
    look(197, "unknown", 40),
    look(197, "unknown", 39, 20),
    look(190, "met", 34, 20),
    look(205, "missed", 45, 20),
    look(194, "unknown", 37, 20),
  ],
};

export const knobSearch: CeilingFindings = {
  ...search,
  of: "knob",
  knob: "shop-db.pool.connections",
  expected: 12,
  ceiling: { value: 9, low: 7, high: 9 },
  headroom: null,
  probes: [look(12, "met", 21), look(6, "missed", 49), look(9, "met", 30), look(7, "unknown", 40)],
};
