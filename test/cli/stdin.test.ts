/** `-` is standard input, for every verb that reads a file; and `--figure` is what a script reads of a run. */
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { emptyFolder, fixture, headroom, sharedRuns, unwrapped } from "./headroom.js";

const SMALL = readFileSync(fixture("small.yaml"), "utf8");
const SHORT = "--duration 1s --warm-up 0s --replications 2 --threads 1".split(" ");
const env = sharedRuns();

it("a model from standard input is called stdin, and its paths are of the current folder", () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "base.yaml"), SMALL);
  writeFileSync(join(folder, "stdin"), "not this file");
  const { code, stdout, stderr } = headroom(["run", "-", ...SHORT], {
    cwd: folder,
    env,
    input: "extends: base.yaml\n",
  });
  expect([code, stderr]).toEqual([expect.any(Number), ""]);
  expect(stdout).toContain("output/stdin/");
  expect(existsSync(join(folder, "output/stdin/result.json"))).toBe(true);
  const page = readFileSync(join(folder, "output/stdin/report.html"), "utf8");
  expect(page).toContain("headroom run - --seed fixture");
  expect(page).toContain("extends:</span> base.yaml");
});

it.each(["check", "run", "ceiling", "sweep", "next", "gameday", "explain"])(
  "%s reads it, and says where a mistake is",
  (verb) => {
    const { code, stderr } = headroom([verb, "-", ...(verb === "sweep" ? ["--tornado"] : [])], {
      input: "version: 1\nparst: {}\n",
    });
    expect(stderr).toMatch(/^stdin:2:1: error: /m);
    expect(code).toBe(2);
  },
);

it("diff takes one of two from there, and not both", () => {
  const both = headroom(["diff", "-", "-"], { input: SMALL });
  expect([both.code, both.stderr]).toEqual([2, "error: standard input can be read once: give the other as a file\n"]);
  const one = headroom(["diff", "-", fixture("missed.yaml"), ...SHORT, "--no-ceiling"], { env, input: SMALL });
  expect(one.stderr).toBe("");
  expect(unwrapped(one.stdout)).toMatch(/npx headroom diff - |stdin/);
});

it("what extends the model cannot be written where there is none", () => {
  const { code, stderr } = headroom(["next", "-", "--write", "x.yaml"], { cwd: emptyFolder(), input: SMALL });
  expect([code, unwrapped(stderr)]).toEqual([2, expect.stringContaining("save it first")]);
});

it("--figure prints the value and its interval, a line each, for a script", () => {
  const folder = emptyFolder();
  const ran = (...words: string[]) => headroom(["run", ...words, ...SHORT], { cwd: folder, env });
  const one = ran(fixture("small.yaml"), "--figure", "mean");
  expect(one.stdout).toMatch(/^[\d.]+ ms\t\S+\n$/);
  const two = ran(fixture("small.yaml"), "--figure", "mean", "--figure", "throughput");
  expect(two.stdout).toMatch(/^mean\t[\d.]+ ms\t\S+\nthroughput\t[\d.]+\/s\t\S+\n$/);
  cpSync(fixture(""), folder, { recursive: true });
  const lines = ran("experiment.yaml", "--figure", "errors").stdout.trim().split("\n");
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).toMatch(/^[^\t]+\t[\d.]+%\t\S+$/);
});

it("--figure that there is not says what there is, before anything is simulated", () => {
  const { code, stderr, stdout } = headroom([
    "run",
    fixture("small.yaml"),
    "--figure",
    "p99 of wbe.page",
    "--figure",
    "erors",
  ]);
  expect(unwrapped(stderr)).toMatch(
    /--figure "p99 of wbe\.page": .*did you mean \S+\?.*--figure "erors".*did you mean errors\?/,
  );
  expect([code, stdout]).toEqual([2, ""]);
});
