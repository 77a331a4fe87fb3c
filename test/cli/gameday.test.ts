/** `headroom gameday` as a process: what it prints, writes and exits with. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { gamedaySchema } from "../../src/analysis/findings/gameday-findings.js";
import { emptyFolder, filesIn, fixture, headroom, sharedRuns, widest } from "./headroom.js";

const SHORT = ["--for", "15s", "--warm-up", "2s"];
const env = sharedRuns();

it("breaks every hop, writes the report, and fails where an objective is missed", () => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = headroom(["gameday", fixture("slow-query.yaml"), ...SHORT], { cwd: folder, env });
  expect([code, stderr]).toEqual([99, ""]);
  expect(widest(stdout)).toBeLessThanOrEqual(80);
  expect(stdout).toMatch(/^fault +lost +who suffers most +back after/m);
  expect(Object.keys(filesIn(folder)).sort()).toEqual(["gameday.html", "gameday.json", "gameday.md", "gameday.svg"]);
  expect(readFileSync(join(folder, "output/slow-query/gameday.md"), "utf8")).toContain("| db | down |");
});

it("--json is one document of its schema, the same bytes on any number of threads", () => {
  const run = (...args: string[]) =>
    headroom(["gameday", fixture("slow-query.yaml"), ...SHORT, "--json", ...args], { cwd: emptyFolder() }).stdout;
  const one = run("--threads", "1");
  expect(run("--threads", "2")).toBe(one);
  const { trials } = gamedaySchema.parse(JSON.parse(one));
  expect(trials.length).toBeGreaterThan(2);
});

it("says what is wrong with a flag or a file, and writes nothing", () => {
  const folder = emptyFolder();
  const run = (...args: string[]) => headroom(["gameday", ...args], { cwd: folder });
  expect(run(fixture("slow-query.yaml"), "--for", "soon")).toMatchObject({ code: 2, stdout: "" });
  expect(run("nothing.yaml")).toMatchObject({ code: 2, stdout: "" });
  expect(Object.keys(filesIn(folder))).toEqual([]);
});
