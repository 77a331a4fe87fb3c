/** The picture of how shards share the load. */
import { expect, it } from "vitest";
import { charts } from "../../src/charts/index.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";

const CHART = charts.find(({ name }) => name === "shard-skew")!;

const model = (shards: string, timeline = "") => `
version: 1
traffic: { users: { rate: 400/s, to: web.page } }
data: { customer: { keys: 1000, popularity: zipf(1) } }
parts:
  web: { type: service, endpoints: { page: [{ query: db.read }] } }
  db: { type: database, cores: 8, ${shards} queries: { read: { time: 1ms, of: customer } } }
timeline: { ${timeline} }
run: { duration: 60s, warm-up: 1s, replications: 2 }`;

const found = (files: Record<string, string>) => {
  const variants = Object.keys(files).map((name) => `${name.replace(".yaml", "")}: ${name}`);
  const experiment = `version: 1\ntitle: T\nvariants: { ${variants.join(", ")} }`;
  return runStudy(openStudy("e.yaml", memoryFiles({ ...files, "e.yaml": experiment }), {}).study!, threads(1));
};

const SHARDS = "shards: { count: 4, by: customer, place: modulo },";

it("shows the busiest first, as times the mean", async () => {
  const findings = await found({
    "even.yaml": model(SHARDS).replace("popularity: zipf(1)", "popularity: uniform"),
    "hot.yaml": model(SHARDS),
  });
  const { title } = CHART.caption(findings);
  expect(title).toMatch(/^The busiest of 4 shards has 1\.[23]\d times the mean in hot$/); // 4 × 0.326.
  const svg = CHART.draw(findings);
  expect(svg).toContain("db cores, 4 shards");
  expect(svg).not.toContain("NaN");
});

it("is drawn where there are shards, and all of them all the time", async () => {
  const more = model(SHARDS, "more: { at: 20s, for: 20s, reshard: db, to: 5 }");
  expect(CHART.applies(await found({ "a.yaml": more }))).toBe(false);
  expect(CHART.applies(await found({ "a.yaml": model("") }))).toBe(false);
  expect(CHART.applies(await found({ "a.yaml": model(SHARDS) }))).toBe(true);
});
