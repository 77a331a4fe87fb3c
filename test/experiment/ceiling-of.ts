/** Finds the ceiling of a model that a test writes as a file. */

import type { CeilingFindings } from "../../src/analysis/findings/ceiling-findings.js";
import { threads } from "../../src/experiment/execute/threads.js";
import type { Workbench } from "../../src/experiment/plan/knob.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { loadCeiling } from "../../src/experiment/search/load-ceiling.js";
import { Probe } from "../../src/experiment/search/probe.js";
import { smallestValue } from "../../src/experiment/search/smallest-value.js";
import { memoryFiles } from "../../src/model/source/index.js";

export interface Opened {
  readonly bench: Workbench;
  readonly probe: Probe;
  readonly loads: Parameters<typeof loadCeiling>[2]["loads"];
}

export function opened(text: string, budget = 3_000_000): Opened {
  const files = memoryFiles({ "model.yaml": text });
  const { study, diagnostics, loads, roots } = openStudy("model.yaml", files, {});
  if (study === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const [variant] = study.variants;
  const bench = { variant, root: roots.get(variant.name)!, files };
  return { bench, probe: new Probe(study, variant, threads(1), { budget }), loads: loads[0].resources };
}

export const ceilingOf = (
  text: string,
  options: { peak?: number; precision?: number } = {},
): Promise<CeilingFindings> => {
  const { bench, probe, loads } = opened(text);
  return loadCeiling(probe, bench.variant, { precision: 0.05, peak: null, loads, ...options });
};

export const smallestOf = (text: string, knob: string, budget?: number): Promise<CeilingFindings> => {
  const { bench, probe } = opened(text, budget);
  return smallestValue(probe, bench, { knob, precision: 0.05 });
};

interface Options {
  readonly traffic?: string;
  readonly service?: string; // Time of an answer.
  readonly threads?: number | string;
  readonly objective: string;
  readonly run?: string;
}

/** One service, at which requests hold a thread for a time. */
export const station = ({
  traffic = "rate: 500/s",
  service = "exponential(1ms)",
  threads: count = 1,
  objective,
  run = "{ duration: 15s, warm-up: 1s, replications: 8 }",
}: Options): string => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
parts: { web: { type: service, threads: ${count}, endpoints: { page: [{ delay: ${service} }] } } }
objectives: { ${objective} }
run: ${run}
`;
