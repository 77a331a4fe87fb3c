/** What is said to keep a system down, from runs: the mechanism that the model was built to have, or none. */
import { expect, it } from "vitest";
import type { MechanismFindings } from "../../src/analysis/findings/findings.js";
import { mechanismWords } from "../../src/charts/kit/mechanism.js";
import runJob from "../../src/experiment/execute/run-job.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { windowJobs } from "../../src/experiment/plan/study.js";
import { memoryFiles } from "../../src/model/source/index.js";

async function notBack(model: string, warmUp = "20s") {
  const run = `run: { duration: 150s, warm-up: ${warmUp}, replications: 3 }`;
  const { study, diagnostics } = openStudy("m.yaml", memoryFiles({ "m.yaml": `version: 1\n${model}\n${run}` }), {});
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return (await runStudy(study!, threads(1))).variants[0]!.recovery!.notBack;
}

const retrying = (inner: string) => `
traffic: { users: { rate: 40/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ ${inner} }] } }
  api: { type: service, endpoints: { read: [{ call: db.read }] } }
  db: { type: service, threads: 10, endpoints: { read: [{ delay: exponential(100ms) }] } }
timeline: { stall: { at: 40s, for: 5s, slow: db, by: 100 } }`;

it("names the retries of the part that is asked, also where what is full lies behind it", async () => {
  const why = (await notBack(retrying("call: api.read, timeout: 1s, retry: { attempts: 4, backoff: 10ms }")))?.why;
  expect(why?.retries?.part).toBe("api");
  expect(why!.retries!.attempts / why!.retries!.asked).toBeCloseTo(4, 1);
  expect(why?.wait).toMatchObject({ part: "db", resource: "threads", limit: "timeout", limitMs: 1000 });
});

/** Warm, a tenth of 60 look-ups a second miss, for 50 ms; cold, all do, three times what one thread can. It fills slowly. */
const caching = `
traffic: { users: { rate: { profile: [{ at: 0, rate: 10/s }, { at: 60s, rate: 60/s }] }, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ get: pages, key: page, miss: [{ call: render.page, timeout: 500ms }] }] } }
  pages: { type: cache, time: 0.1ms, keys: { count: 300, zipf: 0 }, capacity: 300, ttl: 60s }
  render: { type: service, threads: 1, endpoints: { page: [{ delay: 50ms }] } }
timeline: { flushed: { at: 110s, flush: pages } }`;

it("names the cache that stays cold, and what its misses keep full", async () => {
  const why = (await notBack(caching, "80s"))?.why;
  expect(why?.cold).toMatchObject({ cache: "pages", part: "render", resource: "threads" });
  expect(why!.cold!.hitRateAfter).toBeLessThan(why!.cold!.hitRateBefore);
  expect(why?.retries).toBeUndefined();
});

it("says each mechanism once, with its numbers, and of none that was not found", () => {
  const retries = { part: "pay", asked: 60, attempts: 210 };
  const cold = { cache: "catalogue", hitRateBefore: 0.9, hitRateAfter: 0.1, part: "db", resource: "cores" };
  const wait = { part: "db", resource: "cores", waitMs: 2500, limit: "patience", limitMs: 2000 } as const;
  const all: readonly (readonly [MechanismFindings, RegExp])[] = [
    [{ retries }, /^retries turn 60\.0\/s calls of pay into 210\/s$/],
    [{ cold }, /^catalogue stays cold because db cores stay full: 10% of look-ups hit, where 90% did$/],
    [{ wait }, /^the queue for db cores, of 2\.50\ss, is longer than the patience of users, 2\ss$/],
  ];
  for (const [why, said] of all) expect(mechanismWords(why)).toMatch(said);
  for (const [one] of all)
    for (const [other, said] of all)
      if (one !== other) expect(mechanismWords(one)).not.toMatch(new RegExp(said.source.slice(1, -1)));
});

it("follows calls that any variant retries in all of them, by the bin, and only where something happens", async () => {
  const shop = (policies: string) => `
version: 1
traffic: { users: { rate: 40/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: db.read, timeout: 1s${policies} }] } }
  db: { type: service, threads: 10, endpoints: { read: [{ delay: exponential(100ms) }] } }`;
  const files = (timeline: string) =>
    memoryFiles({
      "once.yaml": shop(""),
      "twice.yaml": shop(", retry: { attempts: 2, backoff: 10ms }"),
      "e.yaml": `version: 1\ntitle: T\nvariants: { once: once.yaml, twice: twice.yaml }\n${timeline}\nrun: { duration: 60s, warm-up: 10s, replications: 2 }`,
    });
  const run = async (timeline: string) =>
    (await runStudy(openStudy("e.yaml", files(timeline), {}).study!, threads(1))).variants;
  const [once, twice] = await run("timeline: { stall: { at: 30s, for: 5s, slow: db, by: 100 } }");
  const [calm, stormy] = [once!, twice!].map(({ overTime }) => overTime.retried![0]!);
  expect([calm!.part, stormy!.part]).toEqual(["db", "db"]);
  expect(calm!.attempts).toEqual(calm!.asked);
  expect(calm!.asked).toEqual(once!.overTime.offeredLoad); // One call for each request, at once.
  const during = Math.round((32_000 - twice!.overTime.startMs) / twice!.overTime.binMs);
  expect(stormy!.attempts[during]!).toBeGreaterThan(1.5 * stormy!.asked[during]!);
  expect((await run("")).every(({ overTime }) => overTime.retried === undefined)).toBe(true);
});

it("counts what each resource serves, and the parts of each ratio, by the bin: they add up to the whole", () => {
  const text = `version: 1\n${caching}\nrun: { duration: 60s, warm-up: 80s, replications: 1 }`;
  const { study } = openStudy("m.yaml", memoryFiles({ "m.yaml": text }), {});
  const { parts, endpoints } = runJob(windowJobs(study!, study!.variants[0]!)[0]!);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const hitRate = parts.find(({ name }) => name === "pages")!.measures.find(({ name }) => name === "hitRate");
  if (hitRate?.kind !== "ratio") throw new Error("no hit rate");
  expect(sum(hitRate.partByBin)).toBe(hitRate.part);
  expect(sum(hitRate.wholeByBin)).toBe(hitRate.whole);
  expect(hitRate.whole).toBe(sum(endpoints[0]!.arrivalsByBin)); // One look-up a request.
  const { servedByBin, busyByBin, capacity } = parts.find(({ name }) => name === "render")!.resources[0]!;
  expect(sum(servedByBin)).toBeLessThanOrEqual(60_000 / 50 + 1);
  const flushed = Math.round(busyByBin.length / 2) + 5; // Full from then on: twenty a second.
  expect(busyByBin[flushed]!).toBeCloseTo(capacity!, 6);
  expect(sum(servedByBin.slice(flushed, flushed + 20))).toBeCloseTo(20 * 20, -1);
});
