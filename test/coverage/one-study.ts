/** One study as the program itself would do it, with the precision as the only thing asked for: what a thread does. */
import type { Estimate } from "../../src/analysis/findings/findings.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/files.js";
import type { Metric } from "./models.js";

export interface Asked {
  readonly text: string;
  readonly seed: string;
  readonly precision: string;
}

export interface Answered {
  readonly estimates: Readonly<Record<Metric, Estimate>>;
  readonly isRefused: boolean;
  readonly isShort: boolean; // Of the precision asked, and not refused.
  readonly requests: number;
}

export default async function oneStudy({ text, seed, precision }: Asked): Promise<Answered> {
  const { study, diagnostics } = openStudy("model.yaml", memoryFiles({ "model.yaml": text }), { seed, precision });
  if (study === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const { variants, simulated } = await runStudy(study, threads(1));
  const [{ all, steady, drift }] = variants;
  const { mean, p95, p99 } = all.latencyMs;
  const isRefused = mean.value === null;
  return {
    estimates: { mean, p95, p99 },
    isRefused: isRefused && drift?.verdict === "growing",
    isShort: !isRefused && steady?.met !== true,
    requests: simulated.requests,
  };
}
