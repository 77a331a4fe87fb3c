/** The three workloads, run as any other model is, everything measured. */

import { inlineMoreIfLong } from "../../src/experiment/execute/inlining.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { windowJobs } from "../../src/experiment/plan/study.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { compile } from "../../src/model/wiring/compile.js";
import { cpuTimed } from "./cpu.js";

export interface Workload {
  readonly name: "W1" | "W2" | "W3";
  readonly perMs: number; // Arrivals.
  readonly requests: number; // Of one turn.
  readonly servers: number | null; // Of M/M/c with ρ 0.9; null: no M/M/c.
}

export const workloads: readonly Workload[] = [
  { name: "W1", perMs: 0.0009, requests: 1_500_000, servers: 1 },
  { name: "W2", perMs: 0.0144, requests: 1_500_000, servers: 16 },
  { name: "W3", perMs: 2, requests: 750_000, servers: null },
];

/** @returns a turn of the workload: ns of CPU a request; compiled and warmed up */
export function prepare({ name, perMs, requests }: Workload): () => number {
  const { study, diagnostics } = openStudy(`models/bench/${name.toLowerCase()}.yaml`, nodeFiles, {});
  if (study === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { model, plan } = windowJobs(study, study.variants[0]!)[0]!;
  const durationMs = requests / perMs;
  inlineMoreIfLong(1_500_000); // As these have it where they are run at length.
  const binMs = Math.max(1000, durationMs / 1000); // Every second, or a thousand bins.
  const turn = () => {
    const system = compile(model, { ...plan, warmUpMs: 0, durationMs, binMs, coolDownMs: 0 });
    const { result, ns } = cpuTimed(() => system.simulate());
    return ns / result.requests;
  };
  turn();
  return turn;
}
