/** Runs that were simulated once are not simulated again, and nothing else changes. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Cache, cacheFolder, decode, encode } from "../../src/experiment/execute/cache-folder.js";
import { builtFiles, cached, jobKey, simulatorHash, sourceFiles } from "../../src/experiment/execute/cached.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { type Runner, thisThread } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { type Job, type Study, windowJobs } from "../../src/experiment/plan/study.js";
import { memoryFiles } from "../../src/model/source/files.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { toJson } from "../../src/report/kit/json.js";

const MODEL = `
version: 1
traffic: { users: { rate: 60/s, to: station.serve } }
parts:
  station: { type: service, threads: 1, endpoints: { serve: [{ delay: exponential(10ms) }] } }
  idle: { type: service, endpoints: { nothing: [] } }
run: { duration: 5s, warm-up: 1s, replications: 3 }`;

function studyOf(flags: Parameters<typeof openStudy>[2] = {}): Study {
  const { study, diagnostics } = openStudy("model.yaml", memoryFiles({ "model.yaml": MODEL }), flags);
  if (study === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return study;
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "headroom-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Counts what it simulates; after so many, and once they are finished, it gives up. */
function counting(most = Number.POSITIVE_INFINITY): Runner & { count: number } {
  const inner = thisThread();
  const begun: Promise<Measurements>[] = [];
  return {
    count: 0,
    async run(job) {
      if (this.count >= most) {
        await Promise.all(begun);
        await setImmediate();
        throw new Error("interrupted");
      }
      this.count++;
      begun.push(inner.run(job));
      return begun[begun.length - 1]!;
    },
    close: inner.close,
  };
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

describe("findings are the same bytes", () => {
  for (const [what, flags] of [
    ["of a window", {}],
    ["with a precision", { precision: "20%", replications: "8" }],
  ] as const)
    it(`${what}: not kept, kept, and after an interruption`, async () => {
      const study = studyOf(flags);
      const plain = counting();
      const truth = toJson(await runStudy(study, plain));
      const cache = cacheFolder(emptyFolder(), Date.now);
      const run = async (runner: Runner) =>
        toJson(
          await runStudy(
            study,
            cached(runner, cache, () => {}, "s"),
          ),
        );
      const interrupted = counting(plain.count - 1);
      await expect(run(interrupted)).rejects.toThrow("interrupted");
      const resumed = counting();
      expect(await run(resumed)).toBe(truth);
      expect(interrupted.count + resumed.count).toBe(plain.count);
      const again = counting();
      expect(await run(again)).toBe(truth);
      expect(again.count).toBe(0);
    });
});

it("a run counts as kept as soon as it is written, before the thread that made it has told", async () => {
  const [job] = windowJobs(studyOf(), studyOf().variants[0]);
  const cache = cacheFolder(emptyFolder(), Date.now);
  const written = await thisThread().run(job!);
  const silent = (key: string | undefined) => {
    cache.write(key!, written);
    return new Promise<never>(() => {});
  };
  const runner = cached({ run: ({ keep }) => silent(keep?.key), close: async () => {} }, cache, () => {}, "s");
  expect(runner.keptByNow()).toBe(0);
  void runner.run(job!);
  await expect.poll(() => runner.keptByNow()).toBe(1);
});

describe("an entry", () => {
  const job = windowJobs(studyOf(), studyOf().variants[0])[0]!;

  async function kept(): Promise<{ file: string; folder: string; run(simulator?: string): Promise<number> }> {
    const folder = emptyFolder();
    const run = async (simulator = "s") => {
      const runner = counting();
      expect(await cached(runner, cacheFolder(folder, Date.now), () => {}, simulator).run(job)).toEqual(
        await thisThread().run(job),
      );
      return runner.count;
    };
    expect(await run()).toBe(1);
    const [file, ...others] = filesIn(folder);
    expect(others).toEqual([]); // Nothing half-written.
    return { file: file!, folder, run };
  }

  it("is read by the same simulator only", async () => {
    const { run } = await kept();
    expect([await run(), await run("another"), await run("another")]).toEqual([0, 1, 0]);
  });

  for (const [how, spoil] of [
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["empty", () => Buffer.alloc(0)],
    ["flipped in one bit", (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 500 ? byte ^ 1 : byte)))],
    ["another job's", (bytes: Buffer) => encode("f".repeat(64), decode(jobKey(job, "s"), bytes)!)],
  ] as const)
    it(`${how} is simulated again and put right`, async () => {
      const { file, run } = await kept();
      const bytes = readFileSync(file);
      expect(basename(file)).toBe(jobKey(job, "s"));
      writeFileSync(file, spoil(bytes));
      expect([await run(), await run()]).toEqual([1, 0]);
      expect(readFileSync(file)).toEqual(bytes);
    });

  it("gives back every number exactly", () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.constantFrom(-0, Infinity, -Infinity, 2 ** 31))), (inSystem) => {
        const back = decode("k", encode("k", { inSystem } as unknown as Measurements))!.inSystem;
        return back.length === inSystem.length && back.every((each, i) => Object.is(each, inSystem[i]));
      }),
    ));

  it("gives back every list as a list", () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const measured = { value } as unknown as Measurements;
        expect(decode("k", encode("k", measured))).toEqual(measured);
      }),
    ));

  it("is of no use under another key", () => {
    const bytes = encode("a", {} as Measurements);
    expect([decode("a", bytes), decode("b", bytes)]).toEqual([{}, null]);
  });
});

it("the key tells jobs apart by model and plan, not by the variant's name", () => {
  const [study, { variants }] = [studyOf(), studyOf()];
  const [job, next] = windowJobs(study, study.variants[0]) as [Job, Job];
  const other = { ...variants[0].model, parts: {} };
  const changed: Job[] = [
    next,
    { ...job, model: other },
    ...Object.keys(job.plan).map((key) => ({ ...job, plan: { ...job.plan, [key]: 7 } })),
  ];
  const keys = changed.map((each) => jobKey(each, "s"));
  expect(new Set([...keys, jobKey(job, "s"), jobKey(job, "t")]).size).toBe(changed.length + 2);
  expect(jobKey({ ...job, variant: "x", model: variants[0].model }, "s")).toBe(jobKey(job, "s"));
});

describe("a change of the simulator's code is another simulator; a change beside it is not", () => {
  function written(root: string, file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }

  it("in the source", () => {
    const root = emptyFolder();
    const hash = (): string => simulatorHash(sourceFiles(root));
    for (const folder of ["mathematics", "engine", "components", "model"]) written(root, `${folder}/deep/a.js`, "1");
    const hashes = [hash()];
    for (const file of ["mathematics/deep/a.js", "engine/deep/a.js", "model/b.js", "components/deep/a.js"]) {
      written(root, file, "2");
      hashes.push(hash());
    }
    expect(new Set(hashes).size).toBe(5);
    written(root, "charts/a.js", "3");
    written(root, "model/a.d.ts", "3");
    expect(hash()).toBe(hashes[4]);
    expect(simulatorHash()).toMatch(/^[0-9a-f]{64}$/);
    const ours = [...sourceFiles().keys()].map((file) => file.replace(/\.js$/, ".ts")); // They may be compiled.
    expect(ours).toContain("engine/simulation.ts");
  });

  it("in the built program", () => {
    const root = emptyFolder();
    const hash = (): string => simulatorHash(builtFiles(root));
    written(root, "worker.js", "1");
    const first = hash();
    written(root, "index.js", "2");
    expect(hash()).toBe(first);
    written(root, "worker.js", "2");
    expect(hash()).not.toBe(first);
  });
});

it("the folder keeps what was used last, within its limits, and touches nothing else", () => {
  const folder = emptyFolder();
  let nowMs = 1e12;
  const cache: Cache = cacheFolder(folder, () => nowMs);
  const keys = ["a", "b", "c", "d"].map((digit) => digit.repeat(64));
  const left = (): string => keys.map((key) => (cache.read(key) === null ? "-" : key[0])).join("");
  keys.forEach((key, i) => {
    cache.write(key, {} as Measurements);
    utimesSync(join(folder, key.slice(0, 2), key), 1e9 + i, 1e9 + i);
  });
  mkdirSync(join(folder, "mine"));
  writeFileSync(join(folder, "mine", "old"), "x");
  utimesSync(join(folder, "mine", "old"), 1, 1);
  const { length } = encode(keys[0]!, {} as Measurements);
  nowMs += 10_000;
  cache.read(keys[0]!);
  cache.prune({ bytes: 3 * length, ms: 1e6 });
  expect(left()).toBe("a-cd");
  nowMs += 1e6 + 1;
  cache.read(keys[2]!);
  cache.prune({ bytes: 3 * length, ms: 1e6 });
  expect(left()).toBe("--c-");
  for (const key of keys) cache.write(key, {} as Measurements);
  cache.prune({ bytes: 1e6, files: 2, ms: Number.POSITIVE_INFINITY });
  expect(left().replaceAll("-", "")).toHaveLength(2);
  expect(readFileSync(join(folder, "mine", "old"), "utf8")).toBe("x");
});

it("where nothing can be written the runs go on, and the reason is told", async () => {
  const file = join(emptyFolder(), "file");
  writeFileSync(file, "");
  const cache = cacheFolder(file, Date.now);
  const study = studyOf();
  const { simulated } = await runStudy(
    study,
    cached(counting(), cache, () => {}, "s"),
  );
  expect(simulated.runs).toBe(3);
  expect(cache.problem).toMatch(/ENOTDIR|EEXIST/);
  cache.prune();
});

it("tells how much is kept before it simulates anything", async () => {
  const cache = cacheFolder(emptyFolder(), Date.now);
  const study = studyOf();
  await expect(
    runStudy(
      study,
      cached(counting(2), cache, () => {}, "s"),
    ),
  ).rejects.toThrow();
  const told: string[] = [];
  const runner = counting();
  const look = (kept: number, asked: number) => told.push(`${kept} of ${asked}, ${runner.count} simulated`);
  const again = cached(runner, cache, look, "s");
  await runStudy(study, again);
  expect(told).toEqual(["2 of 3, 0 simulated"]);
  expect(again.kept.runs).toBe(2);
});
