/** `headroom run`: what it writes where, and how it ends. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findingsSchema } from "../../src/analysis/findings/findings.js";
import { documentSchema } from "../../src/report/kit/json.js";
import { emptyFolder, filesIn, fixture, headroom, unwrapped, widest } from "./headroom.js";

const ESCAPE = "\u001b[";
const COLUMNS = 80;
const FILES = [
  "latency-over-time.svg",
  "report.html",
  "report.md",
  "result.json",
  "saturation-over-time.svg",
  "topology.svg",
];

const OF_EXPERIMENTS = ["load.svg", "paired-difference.svg"];
const OF_SOME = [...OF_EXPERIMENTS, "theory.svg", "convergence.svg"]; // The last two where the load is steady, and a precision asked.

describe("ends with", () => {
  for (const [code, file, why] of [
    [0, "small.yaml", "all objectives met"],
    [99, "missed.yaml", "an objective missed"],
    [3, "undecided.yaml", "an objective undecided"],
    [0, "experiment.yaml", "all claims held, whatever the objectives say"],
    [99, "refuted.yaml", "a claim refuted"],
    [2, "mistaken.yaml", "an invalid file"],
    [2, "senseless.yaml", "a file that makes no sense"],
  ] as const)
    it(`${code}: ${why}`, () => {
      const folder = emptyFolder();
      const { code: found, stdout, stderr } = headroom(["run", fixture(file), "--threads", "1"], { cwd: folder });
      expect(found).toBe(code);
      expect(widest(stdout + stderr)).toBeLessThanOrEqual(COLUMNS);
      expect(stdout + stderr).not.toContain(ESCAPE); // There is no terminal here.
      if (code === 2) {
        expect(stdout).toBe("");
        expect(filesIn(folder)).toEqual({});
      } else {
        expect(stderr).toBe("");
        expect(
          Object.keys(filesIn(folder))
            .filter((name) => !OF_SOME.includes(name))
            .sort(),
        ).toEqual(FILES); // Nothing half-written either.
        expect(stdout).toContain(`Written: output/${file.replace(".yaml", "")}/`);
      }
    });
});

it("where nothing can be written, nothing is simulated first", () => {
  const folder = emptyFolder();
  const flags = ["run", fixture("small.yaml"), "--out", fixture("small.yaml"), "--no-cache"];
  const { code, stdout, stderr } = headroom(flags, { cwd: folder });
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(unwrapped(stderr)).toMatch(/cannot write to .*: .* is a file, not a folder/);
});

it("every mistake of a file is told at once, with file, line and column", () => {
  const { stderr } = headroom(["run", fixture("mistaken.yaml")]);
  expect(stderr.match(/mistaken\.yaml:\d+:\d+/g)).toHaveLength(4);
  expect(unwrapped(stderr)).toContain('did you mean "threads"?');
  expect(unwrapped(stderr)).toContain("4 errors");
});

it("--json prints result.json, one document and nothing else, and it is what its schema says", () => {
  const folder = emptyFolder();
  const { stdout } = headroom(["run", fixture("small.yaml"), "--json", "--duration", "2s"], { cwd: folder });
  expect(stdout).toBe(filesIn(folder)["result.json"]);
  const result: unknown = JSON.parse(stdout);
  expect(result).toMatchObject({ formatVersion: 1, seed: "fixture" });
  const schema = z.fromJSONSchema(documentSchema(findingsSchema) as Parameters<typeof z.fromJSONSchema>[0]);
  expect(schema.safeParse(result).error?.issues ?? []).toEqual([]);
});

it("the same seed gives the same bytes on one thread and on two; another seed gives others", () => {
  const folder = emptyFolder();
  const run = (seed: string, threads: string): Record<string, string> => {
    headroom(["run", fixture("experiment.yaml"), "--seed", seed, "--threads", threads, "--out", `${seed}-${threads}`], {
      cwd: folder,
    });
    const { "report.md": _, ...files } = filesIn(`${folder}/${seed}-${threads}`); // The report says how long it took.
    return files;
  };
  const [one, two, other] = [run("a", "1"), run("a", "2"), run("b", "2")];
  expect(Object.keys(one)).toContain("load.svg");
  expect(two).toEqual(one);
  expect(other["result.json"]).not.toBe(one["result.json"]);
});

it("the flags stand above the file", () => {
  const flags = ["--seed", "s", "--replications", "2", "--duration", "3s", "--warm-up", "1s"];
  const { stdout } = headroom(["run", fixture("small.yaml"), ...flags, "--json"], { cwd: emptyFolder() });
  expect(JSON.parse(stdout)).toMatchObject({ seed: "s", window: { fromMs: 1000, toMs: 4000, replications: 2 } });
});

it("a warning goes to stderr, and the run goes on", () => {
  const { code, stdout, stderr } = headroom(["run", fixture("overloaded.yaml")], { cwd: emptyFolder() });
  expect(unwrapped(stderr)).toMatch(
    /small\.yaml:\d+:\d+: warning: web threads: offered load above capacity, 2\.1 of 1/,
  );
  expect(stdout).not.toContain("warning");
  expect([3, 99]).toContain(code);
});

it("the main job runs through all its stages, shortened", () => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = headroom(["run", fixture("match-evening.yaml")], { cwd: folder });
  expect(stderr).not.toContain("error");
  expect([0, 3, 99]).toContain(code);
  expect(Object.keys(filesIn(folder)).sort()).toEqual([...FILES, ...OF_EXPERIMENTS, "queue.svg"].sort());
  for (const stage of ["one machine", "own database", "pool", "replicas", "cache", "instances", "queue"])
    expect(stdout).toContain(stage);
});
