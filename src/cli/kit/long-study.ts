/** Runs a study, and says how fast that was. */
import type { Findings } from "../../analysis/findings/findings.js";
import { runStudy } from "../../experiment/execute/run-study.js";
import type { Study } from "../../experiment/plan/study.js";
import type { Speed } from "../../report/run/run-words.js";
import type { LongRun } from "./long-run.js";

export async function longStudy(study: Study, long: LongRun): Promise<{ findings: Findings; speed: Speed }> {
  const { runner, kept, show, elapsedMs } = long;
  const findings = await runStudy(study, runner, show, elapsedMs);
  const seconds = elapsedMs() / 1000;
  const requestsPerSecond = (findings.simulated.requests - kept.requests) / seconds;
  return { findings, speed: { seconds, requestsPerSecond, keptRuns: kept.runs } };
}

/** Why no run of a study may be kept; empty: they may. */
export const neverKept = ({ steady }: Study): string =>
  // Runs that cost no time would make such a budget buy others than it bought before.
  steady?.budget !== undefined && "ms" in steady.budget ? "of a study with a budget of time no run is kept" : "";
