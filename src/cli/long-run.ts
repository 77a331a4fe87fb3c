/** Simulates a study on other threads, with progress; what is finished is kept, whatever happens then. */
import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Findings } from "../analysis/findings.js";
import { cacheFolder } from "../experiment/cache-folder.js";
import { type CachedRunner, cached } from "../experiment/cached.js";
import { type Progress, runStudy } from "../experiment/run-study.js";
import type { Study } from "../experiment/study.js";
import { otherThreads } from "../experiment/threads.js";
import type { Speed } from "../report/run-words.js";
import { type CacheFlags, cachePlace } from "./cache-place.js";
import { onInterrupt, resumeCommand } from "./interrupt.js";
import { progressLine } from "./progress.js";
import { stderr } from "./terminals.js";

export interface LongRunFlags extends CacheFlags {
  readonly threads: number;
  readonly resume?: boolean;
}

export const withLongRunOptions = (command: Command): Command =>
  command
    .addOption(
      new Option("--threads <n>", "threads to simulate on")
        .default(availableParallelism(), "all cores")
        .argParser(threadCount),
    )
    .option("--resume", "go on with what was interrupted; says how much of it is kept")
    .option("--cache <folder>", "where finished runs are kept (HEADROOM_CACHE, or the system's folder for caches)")
    .option("--no-cache", "keep no runs, and simulate all anew");

function threadCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1024)
    throw new InvalidArgumentError("It is a whole number from 1.");
  return count;
}

/** @param refuse ends with a usage error */
export async function longRun(
  study: Study,
  flags: LongRunFlags,
  refuse: (message: string) => never,
): Promise<{ findings: Findings; speed: Speed }> {
  const startedMs = performance.now();
  const elapsedMs = (): number => performance.now() - startedMs;
  const { place, why } = keptAt(study, flags);
  if (flags.resume === true && place === null) refuse(`error: there is nothing to resume: ${why}`);
  const cache = place === null ? null : cacheFolder(place, Date.now);
  const threads = otherThreads(flags.threads);
  const firstLook = (kept: number, asked: number): void => {
    if (flags.resume !== true) return;
    if (kept === 0) refuse(`error: there is nothing to resume: no run of this study, seed and version is in ${place}`);
    stderr.write(`${kept} of ${asked} runs are kept.\n`);
  };
  const runner: CachedRunner =
    cache === null ? { ...threads, kept: { runs: 0, requests: 0 } } : cached(threads, cache, firstLook);
  const line = progressLine(stderr, elapsedMs, () => runner.kept.requests);
  let last: Progress | null = null;
  const tell = (now: Progress): void => {
    last = now;
    line.show(now);
  };
  const takeBack = onInterrupt(() => {
    line.clear();
    stderr.write(`${interrupted(last, cache === null ? why : (cache.problem ?? ""))}\n`);
  });
  try {
    const findings = await runStudy(study, runner, tell, elapsedMs);
    const seconds = elapsedMs() / 1000;
    const requestsPerSecond = (findings.simulated.requests - runner.kept.requests) / seconds;
    return { findings, speed: { seconds, requestsPerSecond, keptRuns: runner.kept.runs } };
  } finally {
    line.clear();
    await runner.close();
    cache?.prune();
    if (cache !== null && cache.problem !== null) stderr.write(`headroom: runs are not kept: ${cache.problem}\n`);
    takeBack();
  }
}

/** Where runs are kept, or why they are not. */
function keptAt({ steady }: Study, flags: CacheFlags): { place: string | null; why: string } {
  // Runs that cost no time would make such a budget buy others than it bought before.
  if (steady?.budget !== undefined && "ms" in steady.budget)
    return { place: null, why: "of a study with a budget of time no run is kept" };
  const place = cachePlace(flags, process.env, process.platform);
  return { place, why: place === null ? "no run is kept without a cache" : "" };
}

/** @param why nothing is kept; empty: it is */
function interrupted(last: Progress | null, why: string): string {
  if (why !== "") return `headroom: interrupted; ${why}`;
  if (last === null || last.done === 0) return "headroom: interrupted before a run was finished";
  const of = last.next === undefined ? ` of ${last.all}` : ""; // A precision may take more than are known.
  return `headroom: interrupted; ${last.done}${of} runs are kept; go on with:\n${resumeCommand(process.argv.slice(2))}`;
}
