/** The row of hit rates in the chart of saturation: of caches by key, whose contents change. */
import { expect, it } from "vitest";
import { saturationOverTime } from "../../src/charts/saturation-over-time/saturation-over-time.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";

const model = (cache: string, timeline = "") => `
version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ get: cache, miss: [{ query: db.read }] }] } }
  cache: { type: cache, ${cache} }
  db: { type: database, cores: 1, queries: { read: { time: 1ms } } }
timeline: { ${timeline} }
run: { duration: 60s, warm-up: 30s, replications: 2 }`;

const drawn = async (files: Record<string, string>): Promise<string> => {
  const variants = Object.keys(files).map((name) => `${name.replace(".yaml", "")}: ${name}`);
  const experiment = `version: 1\ntitle: T\nvariants: { ${variants.join(", ")} }`;
  const { study } = openStudy("e.yaml", memoryFiles({ ...files, "e.yaml": experiment }), {});
  return saturationOverTime(await runStudy(study!, threads(1)));
};

it("says between what it was, and where hits are by chance", async () => {
  const keys = "keys: { count: 50, zipf: 0 }";
  const flushed = model(keys, "flushed: { at: 60s, flush: cache }");
  const svg = await drawn({ "a.yaml": flushed, "b.yaml": model("hit: 90%") });
  expect(svg).toContain(">hit rate</text>");
  expect(svg).toMatch(/hit rate of cache \d\d% to 100%/);
  expect(svg).toContain(">by chance, or none</text>");
  expect(svg).not.toContain("NaN");
});

it("is not there where all hits are by chance", async () => {
  expect(await drawn({ "a.yaml": model("hit: 90%") })).not.toContain("hit rate");
});
