/** Runs simulations on other threads with a progress line; finished runs are kept. For all verbs that simulate. */

import type { Findings } from "../../analysis/findings/findings.js";
import { cacheFolder } from "../../experiment/execute/cache-folder.js";
import { type CachedRunner, cached } from "../../experiment/execute/cached.js";
import { otherThreads } from "../../experiment/execute/other-threads.js";
import { type Progress, runStudy } from "../../experiment/execute/run-study.js";
import type { Runner } from "../../experiment/execute/threads.js";
import type { Study } from "../../experiment/plan/study.js";
import type { Speed } from "../../report/run/run-words.js";
import { cachePlace, type LongRunFlags } from "./flags.js";
import { progressLine } from "./progress.js";
import { onInterrupt, resumeCommand } from "./shell.js";
import { stderr } from "./terminals.js";

export interface LongRun {
  readonly runner: Runner;
  readonly kept: CachedRunner["kept"]; // Of what was run so far, what was not simulated now.
  readonly show: (now: Progress) => void;
  readonly elapsedMs: () => number;
}

interface Circumstances {
  readonly refuse: (message: string) => never; // Ends with a usage error.
  readonly isSearch?: boolean; // What it runs next depends on what it found.
  readonly neverKept?: string; // Why no run of it may be kept.
}

export async function longRun<T>(
  flags: LongRunFlags,
  { refuse, isSearch = false, neverKept = "" }: Circumstances,
  work: (long: LongRun) => Promise<T>,
): Promise<T> {
  const startedMs = performance.now();
  const elapsedMs = (): number => performance.now() - startedMs;
  const place = neverKept === "" ? cachePlace(flags, process.env, process.platform) : null;
  const why = place === null ? neverKept || "no run is kept without a cache" : "";
  if (flags.resume === true && place === null) refuse(`error: there is nothing to resume: ${why}`);
  const cache = place === null ? null : cacheFolder(place, Date.now);
  const firstLook = (kept: number, asked: number): void => {
    if (flags.resume !== true) return;
    if (kept === 0) refuse(`error: there is nothing to resume: no run of this study, seed and version is in ${place}`);
    stderr.write(`${kept} of ${isSearch ? "the first " : ""}${asked} runs are kept.\n`);
  };
  const threads = otherThreads(flags.threads);
  const runner: CachedRunner =
    cache === null
      ? { ...threads, kept: { runs: 0, requests: 0 }, keptByNow: () => 0 }
      : cached(threads, cache, firstLook);
  const line = progressLine(stderr, elapsedMs, () => runner.kept.requests);
  let last: Progress | null = null;
  const show = (now: Progress): void => {
    last = now;
    line.show(now);
  };
  const takeBack = onInterrupt(() => {
    line.clear();
    stderr.write(`${interrupted(runner.keptByNow(), last, isSearch, cache === null ? why : (cache.problem ?? ""))}\n`);
  });
  try {
    return await work({ runner, kept: runner.kept, show, elapsedMs });
  } finally {
    line.clear();
    await runner.close();
    cache?.prune();
    if (cache !== null && cache.problem !== null) stderr.write(`headroom: runs are not kept: ${cache.problem}\n`);
    takeBack();
  }
}

/** @param why nothing is kept; empty: it is */
function interrupted(kept: number, last: Progress | null, isSearch: boolean, why: string): string {
  if (why !== "") return `headroom: interrupted; ${why}`;
  if (kept === 0) return "headroom: interrupted before a run was finished";
  const all = last === null || last.next !== undefined || isSearch ? null : last.all; // It may take more than are known.
  return `headroom: interrupted; ${kept}${all === null ? "" : ` of ${all}`} runs are kept; go on with:\n${resumeCommand(process.argv.slice(2))}`;
}

/** Runs a study, and says how fast that was. */
export async function longStudy(study: Study, long: LongRun): Promise<{ findings: Findings; speed: Speed }> {
  const { runner, kept, show, elapsedMs } = long;
  const findings = await runStudy(study, runner, show, elapsedMs);
  const seconds = elapsedMs() / 1000;
  const requestsPerSecond = (findings.simulated.requests - kept.requests) / seconds;
  return { findings, speed: { seconds, requestsPerSecond, keptRuns: kept.runs } };
}

/** Why no run of a study may be kept; empty: they may. */
export const neverKept = ({ steady }: Study): string =>
  // Runs from the cache would change what a time budget buys.
  steady?.budget !== undefined && "ms" in steady.budget ? "of a study with a budget of time no run is kept" : "";
