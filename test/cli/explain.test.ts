/** `headroom explain` as a process: what it prints, writes and exits with. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { explainSchema } from "../../src/analysis/findings/explain-findings.js";
import { emptyFolder, filesIn, fixture, headroom, widest } from "./headroom.js";

const SHORT = ["--duration", "20s", "--warm-up", "2s"];

it("follows requests, writes the report and both exports, and exits with 0", () => {
  const folder = emptyFolder();
  const exports = ["--trace", "out/trace.json", "--otlp", "out/otlp.json"];
  const { code, stdout, stderr } = headroom(["explain", fixture("slow-query.yaml"), ...SHORT, ...exports], {
    cwd: folder,
  });
  expect([code, stderr]).toEqual([0, ""]);
  expect(widest(stdout)).toBeLessThanOrEqual(80);
  expect(stdout).toMatch(/^hop +median waits +works +slowest wait +work +more/m);
  expect(stdout.trimEnd().split("\n").at(-1)).not.toBe("");
  const files = ["explain.html", "explain.json", "explain.md", "otlp.json", "trace.json", "waterfall.svg"];
  expect(Object.keys(filesIn(folder)).sort()).toEqual(files);
  expect(JSON.parse(readFileSync(join(folder, "out/trace.json"), "utf8")).traceEvents.length).toBeGreaterThan(5);
});

it("--json is one document of its schema, the same bytes again, of the endpoint that is asked for", () => {
  const run = (...args: string[]) =>
    headroom(["explain", fixture("slow-query.yaml"), ...SHORT, "--json", ...args], { cwd: emptyFolder() });
  const one = run();
  expect(run().stdout).toBe(one.stdout);
  const found = explainSchema.parse(JSON.parse(one.stdout));
  expect(found.hops.length).toBeGreaterThan(0);
  const { endpoint } = found.endpoints[0]!;
  expect(explainSchema.parse(JSON.parse(run("--endpoint", endpoint).stdout)).endpoint).toBe(endpoint);
});

it("says what is wrong with a flag or a file, and writes nothing", () => {
  const folder = emptyFolder();
  const run = (...args: string[]) => headroom(["explain", ...args], { cwd: folder });
  expect(run(fixture("slow-query.yaml"), "--endpoint", "web.pagee")).toMatchObject({ code: 2, stdout: "" });
  expect(run(fixture("slow-query.yaml"), "--endpoint", "web.pagee").stderr).toMatch(
    /no user asks "web\.pagee"; .*web\./,
  );
  expect(run(fixture("slow-query.yaml"), "--slowest", "many")).toMatchObject({ code: 2, stdout: "" });
  expect(run(fixture("slow-query.yaml"), "--slowest", "0%")).toMatchObject({ code: 2, stdout: "" });
  expect(run("nothing.yaml")).toMatchObject({ code: 2, stdout: "" });
  expect(Object.keys(filesIn(folder))).toEqual([]);
});
