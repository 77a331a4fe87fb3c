/** `headroom next`: what to change, as a table, as data, and as an overlay that can be run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nextSchema } from "../../src/analysis/findings/next-findings.js";
import { emptyFolder, filesIn, fixture, headroom, sharedRuns, unwrapped } from "./headroom.js";

const SHORT = ["--duration", "20s", "--warm-up", "2s", "--threads", "1"];

const env = sharedRuns();

it("writes the best change as a model that is valid and meets the objective", () => {
  const folder = emptyFolder();
  const run = (...args: string[]) => headroom(args, { cwd: folder, env });
  const told = run("next", fixture("slow-query.yaml"), ...SHORT, "--write", "faster.yaml", "--html", "p/page.html");
  expect([told.code, told.stderr]).toEqual([0, ""]);
  expect(
    told.stdout
      .trimEnd()
      .split("\n")
      .every((line) => [...line].length <= 80),
  ).toBe(true);
  expect(told.stdout).toMatch(
    /Next, try it: npx headroom run faster\.yaml\nThe best change found for “slow-query” is “db: a faster report”/,
  );
  expect(Object.keys(filesIn(folder)).sort()).toEqual(["faster.yaml", "page.html"]);
  expect(filesIn(folder)["page.html"]).toContain(`npx headroom next ${fixture("slow-query.yaml")} --seed 1`);
  expect(readFileSync(join(folder, "faster.yaml"), "utf8")).toContain("time: exponential(30ms)");
  expect(run("check", "faster.yaml").code).toBe(0);
  expect(run("next", fixture("slow-query.yaml"), ...SHORT, "--write", "faster.yaml")).toMatchObject({
    code: 2,
    stderr: "headroom: faster.yaml exists already\n",
  });
});

it("--json is one document of its schema, the same bytes for the same seed on any number of threads", () => {
  const args = ["next", fixture("slow-query.yaml"), ...SHORT, "--json"];
  const one = headroom(args, { env });
  const two = headroom([...args, "--threads", "2"]);
  expect(two.stdout).toBe(one.stdout);
  expect(nextSchema.parse(JSON.parse(one.stdout))).toMatchObject({ best: "db: a faster report", verdict: "met" });
  expect(JSON.parse(headroom(["schema", "--of", "next"]).stdout)).toMatchObject({ title: "Headroom next" });
});

it("takes a variant of an experiment, with its traffic and objectives, and writes the whole of it", () => {
  const folder = emptyFolder();
  const run = (...args: string[]) => headroom(args, { cwd: folder, env });
  const asked = run("next", fixture("experiment.yaml"));
  expect([asked.code, asked.stdout]).toEqual([2, ""]);
  expect(asked.stderr.replace(/\s+/g, " ")).toContain("compares 2 variants; say which: --variant");
  const wrong = run("next", fixture("experiment.yaml"), "--variant", "one thred");
  expect(wrong.stderr.replace(/\s+/g, " ")).toContain('did you mean "one thread"?');
  const args = ["--variant", "one thread", "--replications", "4", "--threads", "1", "--write", "more.yaml"];
  const told = run("next", fixture("experiment.yaml"), ...args);
  expect(unwrapped(told.stdout)).toMatch(
    /^The best change found for “A small question, one thread” is “web: 2 threads”: p95\s/,
  );
  expect(readFileSync(join(folder, "more.yaml"), "utf8")).toMatch(/spikes:[\s\S]*objectives:[\s\S]*duration: 10s/);
  expect(run("check", "more.yaml").code).toBe(0);
});
