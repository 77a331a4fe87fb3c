/** The row of instances in the chart of saturation: whose come and go, and how many there were. */
import { expect, it } from "vitest";
import { saturationOverTime } from "../../src/charts/saturation-over-time/saturation-over-time.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";

const model = (web: string, timeline = "") => `
version: 1
traffic: { users: { rate: 50/s, arrivals: constant, to: web.page } }
parts: { web: { type: service, cores: 1, ${web}, endpoints: { page: [{ cpu: 10ms }] } } }
timeline: { ${timeline} }
run: { duration: 60s, warm-up: 1s, replications: 2 }`;

const drawn = async (files: Record<string, string>): Promise<string> => {
  const variants = Object.keys(files).map((name) => `${name.replace(".yaml", "")}: ${name}`);
  const experiment = `version: 1\ntitle: T\nvariants: { ${variants.join(", ")} }`;
  const { study } = openStudy("e.yaml", memoryFiles({ ...files, "e.yaml": experiment }), {});
  return saturationOverTime(await runStudy(study!, threads(1)));
};

it("says how many there were, and where they are always the same", async () => {
  const more = "more: { at: 20s, for: 20s, set: { web.instances: 4 } }";
  const svg = await drawn({ "a.yaml": model("instances: 2", more), "b.yaml": model("instances: 2") });
  expect(svg).toContain(">instances</text>");
  expect(svg).toContain(">2–4</text>");
  expect(svg).toContain(">always the same</text>");
  expect(svg).toContain("2–4 instances of web");
  expect(svg).not.toContain("NaN");
});

it("has no such row where none come and go", async () => {
  const svg = await drawn({ "a.yaml": model("instances: 2"), "b.yaml": model("instances: 3") });
  expect(svg).not.toContain("instances");
});
