/** Ctrl-C keeps what is finished, and `--resume` goes on: the bytes are those of a run without an interruption. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { emptyFolder, filesIn, fixture, headroom, unwrapped } from "./headroom.js";
import { interrupted } from "./interrupted.js";

const RUNS = 12;
const STUDY = ["run", fixture("small.yaml"), "--duration", "150s", "--replications", String(RUNS)];

const withoutReport = ({ "report.md": _, ...files }: Record<string, string>) => files; // It tells the speed.

it("an interrupted run keeps what is finished, leaves the output alone, and goes on to the same bytes", async () => {
  const folder = emptyFolder();
  const output = join(folder, "output");
  mkdirSync(join(output, "small"), { recursive: true });
  writeFileSync(join(output, "small", "result.json"), "of yesterday");
  const flags = [...STUDY, "--cache", "kept"];

  const { code, stdout, stderr } = await interrupted([...flags, "--threads", "2"], folder, "SIGINT");
  expect([code, stdout]).toEqual([130, ""]);
  const [, kept] = /interrupted; (\d+) of 12 runs are kept; go on with:\nnpx headroom run .* --resume\n$/.exec(stderr)!;
  expect(Number(kept)).toBeGreaterThan(0);
  expect(Number(kept)).toBeLessThan(RUNS);
  expect(filesIn(output)).toEqual({ "result.json": "of yesterday" });

  const resumed = headroom([...flags, "--threads", "1", "--resume", "--verbose"], { cwd: folder });
  expect(resumed.stderr).toMatch(/^\d+ of 12 runs are kept\.\n$/);
  expect(Number.parseInt(resumed.stderr, 10)).toBeGreaterThanOrEqual(Number(kept));
  expect(unwrapped(resumed.stdout)).toMatch(/runs? (was|were) kept from before/);
  headroom([...STUDY, "--no-cache", "--threads", "2", "--out", "whole"], { cwd: folder });
  expect(withoutReport(filesIn(output))).toEqual(withoutReport(filesIn(join(folder, "whole"))));
});

it("a polite kill is an interruption, too", async () => {
  const { code, stderr } = await interrupted([...STUDY, "--cache", "kept", "--threads", "1"], emptyFolder(), "SIGTERM");
  expect(code).toBe(130);
  expect(stderr).toMatch(/of 12 runs are kept/);
});

it("there must be something to resume", () => {
  const folder = emptyFolder();
  for (const [flags, why] of [
    [["--cache", "kept"], /nothing to resume: no run of this study, seed and version is in kept/],
    [["--no-cache"], /nothing to resume: no run is kept without a cache/],
    [
      ["--precision", "5%", "--budget", "2s", "--replications", "8"],
      /nothing to resume: of a study with a budget of time/,
    ],
  ] as const) {
    const { code, stdout, stderr } = headroom(["run", fixture("small.yaml"), ...flags, "--resume"], { cwd: folder });
    expect([code, stdout]).toEqual([2, ""]);
    expect(unwrapped(stderr)).toMatch(why);
    expect(filesIn(folder)).toEqual({});
  }
});
