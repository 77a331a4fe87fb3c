/** Workers that die in mid-run lose nothing, and nothing counts twice. The threads are those of the built program. */

import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { cacheFolder } from "../../src/experiment/execute/cache-folder.js";
import { runAgain } from "../../src/experiment/execute/other-threads.js";
import { pool as poolOf } from "../../src/experiment/execute/pool.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { type Runner, thisThread } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { type Study, windowJobs } from "../../src/experiment/plan/study.js";
import { loadCeiling } from "../../src/experiment/search/load-ceiling.js";
import { Probe } from "../../src/experiment/search/probe.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { toJson } from "../../src/report/kit/json.js";
import { emptyFolder, fixture } from "./headroom.js";

const pool = (count: number, file = resolve("dist/worker.js")) => poolOf(count, pathToFileURL(file).href);

const RUNS = 6;
const studyOf = (duration: string, seed = "workers"): Study =>
  openStudy(fixture("small.yaml"), nodeFiles, { duration, seed, replications: String(RUNS) }).study!;
const truth = async (study: Study): Promise<string> => toJson(await runStudy(study, thisThread()));

/** Counts how often a run is begun. */
function counted(runner: Runner): Runner & { begun: number } {
  return {
    begun: 0,
    async run(job) {
      this.begun++;
      return runner.run(job);
    },
    close: () => runner.close(),
  };
}

function opened<T extends Runner>(runner: T): T {
  onTestFinished(() => runner.close());
  return runner;
}

it("threads that are terminated in mid-run", async () => {
  const study = studyOf("400s");
  const threads = opened(pool(2));
  const runner = counted(threads);
  const found = runStudy(study, runAgain(runner));
  let killed = 0;
  for (let i = 0; i < 200 && killed < 2; i++) {
    await setTimeout(20);
    if (runner.begun < RUNS || threads.workers.length < 2) continue;
    await threads.workers[killed % 2]!.terminate();
    killed++;
  }
  expect(toJson(await found)).toBe(await truth(study));
  expect(killed).toBe(2);
  expect(runner.begun).toBeGreaterThan(RUNS); // The second thread may have had no job yet.
});

it("threads that are terminated in the middle of a search", async () => {
  const study = studyOf("40s");
  const ceilingBy = async (runner: Runner): Promise<string> => {
    const probe = new Probe(study, study.variants[0], runner, { budget: 1e7 });
    return JSON.stringify(await loadCeiling(probe, study.variants[0], { precision: 0.2, peak: null, loads: [] }));
  };
  const threads = opened(pool(2));
  const runner = counted(threads);
  const found = ceilingBy(runAgain(runner));
  let killed = 0;
  for (let i = 0; i < 200 && killed < 2; i++) {
    await setTimeout(20);
    if (runner.begun < (killed + 1) * RUNS || threads.workers.length < 2) continue;
    await threads.workers[killed % 2]!.terminate();
    killed++;
  }
  expect(await found).toBe(await ceilingBy(thisThread()));
  expect(killed).toBe(2);
  expect(runner.begun).toBeGreaterThan(JSON.parse(await found).simulated.runs);
});

it("a worker keeps what it measured itself, and sends the same", async () => {
  const study = studyOf("2s");
  const [job] = windowJobs(study, study.variants[0], 0, 1);
  const keep = { folder: emptyFolder(), key: "a".repeat(64) };
  const measured = await opened(pool(1)).run({ ...job!, keep });
  expect(measured).toEqual(await thisThread().run(job!));
  expect(cacheFolder(keep.folder, Date.now).read(keep.key)).toEqual(measured);
});

it("a thread that ends itself, and a run that throws", async () => {
  process.env.DYING_WORKER_FOLDER = emptyFolder();
  const study = studyOf("2s");
  const runner = counted(opened(pool(2, fixture("dying-worker.mjs"))));
  const findings = await runStudy(study, runAgain(runner));
  expect(toJson(findings)).toBe(await truth(study));
  expect([findings.simulated.runs, runner.begun]).toEqual([RUNS, RUNS + 2]);
});

it("a run that always fails is told by name", async () => {
  const runner = opened(pool(2, fixture("dying-worker.mjs")));
  await expect(runStudy(studyOf("1s", "hopeless"), runAgain(runner))).rejects.toThrow(
    /^“small”, replication \d, seed hopeless: failed 3 times, at last with: always$/,
  );
});
