/** Every example of every help works as it stands, in an empty folder, from the package as it is published. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { emptyFolder, headroom, sharedRuns } from "./headroom.js";
import { install } from "./packed.js";

const VERBS = [...headroom(["--help"]).stdout.matchAll(/^ {2}([a-z]+) .*(<|\[)/gm)].map(([, verb]) => verb!);
const examplesIn = (help: string): string[] =>
  [...help.matchAll(/^ {2}headroom ((?:\S+ ?)+)/gm)].map(([, words]) => `headroom ${words!.trim()}`);
const EXAMPLES = [
  ...new Set(
    VERBS.flatMap((verb) => examplesIn(headroom([verb, "--help"]).stdout)).concat(
      examplesIn(headroom(["--help"]).stdout),
    ),
  ),
];

/** So much of what takes long as shows that it works; what it finds is tested elsewhere. */
const QUICK = " --duration 2s --warm-up 1s --replications 2 --threads 1";
const SHORT: Readonly<Record<string, string>> = {
  run: QUICK,
  compare: QUICK,
  diff: `${QUICK} --no-ceiling`,
  ceiling: `${QUICK} --budget 5000`,
  sweep: " --duration 5s --replications 2 --threads 1",
  next: QUICK,
  gameday: " --for 2s --warm-up 1s --replications 2 --threads 1",
  explain: " --duration 2s --warm-up 1s",
};

/** The seven stages take long however short they are; that they run is tested by themselves. */
const quick = (line: string): string => {
  if (line.includes("world-cup")) return line.replace(" run ", " check ");
  return line.includes("--precision") ? `${line} --budget 5000 --threads 1` : line + (SHORT[line.split(" ")[1]!] ?? "");
};
const env = sharedRuns();
const DONE = [0, 3, 98, 99];

it("there are examples of every verb", () => {
  for (const verb of VERBS) expect(EXAMPLES.filter((line) => line.startsWith(`headroom ${verb} `))).not.toEqual([]);
});

it("all of them, in an empty folder", () => {
  const project = emptyFolder();
  install(project);
  const PATH = `${join(project, "node_modules/.bin")}:${process.env.PATH}`;
  for (const line of EXAMPLES) {
    if (line.includes("--from")) continue; // What a user has; init.test.ts brings it.
    const folder = emptyFolder();
    const command = quick(line);
    const { status, stderr } = spawnSync("bash", ["-c", command], {
      cwd: folder,
      env: { ...process.env, ...env, PATH },
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    expect(DONE, `${command}\n${stderr}`).toContain(status);
    expect(stderr, command).not.toMatch(/error|bug/);
    if (line.includes("models/") || line.includes("experiments/"))
      expect(stderr, command).toMatch(/^\S+ is an example: it comes with headroom\.\n/);
  }
}, 120_000);

it("in a folder with models of its own nothing of the package is read", () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "models"));
  writeFileSync(join(folder, "models/shop.yaml"), "version: 1\n");
  const { code, stderr } = headroom(["check", "models/shop/5-cache.yaml"], { cwd: folder });
  expect([code, stderr]).toEqual([2, expect.stringContaining("there is no file")]);
});
