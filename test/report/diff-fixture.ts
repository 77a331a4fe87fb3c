/** A diff with one of everything, in which every name and value is what it is told. */
import type { CeilingDiff, DiffFindings } from "../../src/analysis/findings/diff-findings.js";

/** What does most harm, if it is not kept in its place. */
export const NASTY = `a<b>&"'|\`\`\`\u001b[31m\n::error::%0A ${"long".repeat(30)}`;
const estimate = { value: 123.4, low: 100, high: 150 };

export function diffOf(name: string): DiffFindings {
  const none = { value: null, low: null, high: null, reason: name };
  const side = { file: "a.yaml", title: name, modelHash: "0", verdict: "missed" } as const;
  const bottleneck = {
    overload: { what: "waiting at x", growthPerSecond: estimate, binding: null },
    saturation: [{ part: name, resource: "cores", atMs: 0, peakUtilisation: 1 }],
    busiest: { part: name, resource: "cores", utilisation: estimate },
    meanMs: estimate,
    waiting: [{ part: name, resource: "cores", perRequestMs: estimate }],
  };
  const risk = { rule: "no-timeout", subject: name, message: name, place: { file: "/repo/a,b.yaml", line: 3 } };
  const judged = (verdict: "met" | "missed" | "unknown") => ({
    measured: verdict === "unknown" ? none : estimate,
    verdict,
  });
  return {
    ...{
      formatVersion: 1,
      version: "0",
      seed: "1",
      confidence: 0.95,
      tolerance: 0.02,
      verdict: "regression",
      why: [name],
    },
    ...{ base: side, proposal: side, window: { fromMs: 0, toMs: 1000, replications: 2 } },
    changes: [
      { sign: "~", path: "parts.x", before: name, after: name, place: risk.place },
      { sign: "+", path: name, before: null, after: "1", place: null },
    ],
    objectives: (["regressed", "unknown", "met"] as const).map((verdict) => ({
      ...{ metric: name, expression: "p(99) < 1s", limit: 1000, unit: "ms", asked: "both", verdict, place: risk.place },
      base: judged("met"),
      proposal: judged(verdict === "regressed" ? "missed" : verdict),
    })),
    metrics: [
      {
        ...{ metric: "mean", unit: "ms", base: estimate, proposal: estimate, difference: estimate, relative: none },
        ...{ verdict: "worse", beyondTolerance: true },
      },
    ],
    bottleneck: { base: bottleneck, proposal: bottleneck },
    ceiling: null,
    units: [{ what: name, base: 1, proposal: 2 }],
    complexity: [],
    risks: { fresh: [risk], gone: [risk], kept: 0 },
    simulated: { requests: 1, runs: 1 },
    notes: [name],
  };
}

const range = (low: number, high: number) => ({ value: (low + high) / 2, low, high });

export const ceilings: CeilingDiff = {
  of: "objectives",
  base: { perSecond: range(16, 24), binding: null, expected: 30, headroom: range(0.53, 0.8) },
  proposal: {
    ...{ perSecond: range(36, 38), binding: { part: "web", resource: "cores" }, expected: 30 },
    headroom: range(1.2, 1.27),
  },
  verdict: "better",
};
