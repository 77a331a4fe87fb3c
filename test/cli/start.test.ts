/** The first word comes fast: little is loaded for it, and what V8 compiled before is taken where it fits. */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { DIST, emptyFolder, MAIN } from "./headroom.js";

const [PROGRAM] = readdirSync(DIST).filter((file) => file.startsWith("program-"));
const MODEL = "models/shop/1-one-machine.yaml";

/** Files of the program that a command reads. */
function readBy(...words: readonly string[]): string[] {
  const spy = join(emptyFolder(), "spy.cjs");
  writeFileSync(
    spy,
    `const fs = require("node:fs");
     const { readFileSync } = fs;
     const read = [];
     fs.readFileSync = (path, ...options) => (read.push(String(path)), readFileSync(path, ...options));
     process.on("exit", () => fs.writeFileSync("${spy}.txt", read.join("\\n")));`,
  );
  const settings = { encoding: "utf8", maxBuffer: 1e8 } as const; // The schema of a model is more than a megabyte.
  const { status, stderr } = spawnSync(process.execPath, ["--require", spy, MAIN, ...words], settings);
  expect([status, stderr]).toEqual([0, ""]);
  const read = readFileSync(`${spy}.txt`, "utf8").split("\n");
  return read.filter((path) => path.startsWith(DIST) && dirname(path) === DIST).map((path) => basename(path));
}

const loads = (files: readonly string[], text: string): boolean =>
  files.some((file) => readFileSync(join(DIST, file), "utf8").includes(text));

it.each([["--version"], ["--help"], ["run", "--help"], ["ceiling", "--help"], ["schema"]])(
  "%s %s reads no package but that of commands",
  (...words) => {
    const files = readBy(...words);
    expect(files).toContain(PROGRAM);
    for (const text of ["ZodError", "YAMLParseError", "Piscina", "node:crypto"]) expect(loads(files, text)).toBe(false);
    const bytes = files.reduce((sum, file) => sum + readFileSync(join(DIST, file)).length, 0);
    expect(bytes).toBeLessThan(150_000);
  },
);

it("check reads what reads models, and neither threads nor charts nor reports", () => {
  const files = readBy("check", MODEL);
  for (const text of ["ZodError", "YAMLParseError"]) expect(loads(files, text)).toBe(true);
  for (const text of ["Piscina", "node:crypto", "<svg"]) expect(loads(files, text)).toBe(false);
});

/** The same program elsewhere; whether V8 took the code of its first file. */
function started(spoil: (code: string) => void): { stdout: string; stderr: string; isTaken: boolean } {
  const folder = emptyFolder();
  cpSync(DIST, folder, { recursive: true, filter: (path) => !/types|index\.js/.test(path) });
  spoil(join(folder, "code"));
  const tell = `const { scripts, start } = require("./start.cjs");
    start(["check", "${MODEL}"]).then(() => {
      process.exitCode = [...scripts.values()][0].cachedDataRejected === false ? 10 : 11;
    });`;
  writeFileSync(join(folder, "tell.cjs"), tell);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "tell.cjs")], { encoding: "utf8" });
  expect([10, 11]).toContain(status);
  return { stdout, stderr, isTaken: status === 10 };
}

const changed = (code: string, change: (bytes: Buffer) => Buffer | string): void => {
  for (const file of readdirSync(code)) writeFileSync(join(code, file), change(readFileSync(join(code, file))));
};

it("compiled code is taken as it is, and ignored if it is missing, old, cut short or not code", () => {
  const whole = started(() => {});
  expect(whole.stdout).toContain("Offered load");
  expect([whole.isTaken, whole.stderr]).toEqual([true, ""]);
  for (const spoil of [
    (code: string) => rmSync(code, { recursive: true }),
    (code: string) => changed(code, (bytes) => bytes.fill(7, 4, 8)), // The hash of V8's version.
    (code: string) => changed(code, (bytes) => bytes.subarray(0, bytes.length / 2)),
    (code: string) => changed(code, () => ""),
    (code: string) => changed(code, () => "no code"),
  ])
    expect(started(spoil)).toEqual({ ...whole, isTaken: false });
});

it("a bug of ours is told with the names of the functions that led there", () => {
  const bug = join(emptyFolder(), "bug.cjs");
  writeFileSync(bug, 'String.prototype.normalize = () => { throw new Error("planted"); };'); // Which `fold` asks.
  const { status, stderr } = spawnSync(process.execPath, ["--require", bug, MAIN, "check", MODEL], {
    encoding: "utf8",
  });
  expect(stderr).toContain("this is a bug in headroom");
  expect([...stderr.matchAll(/ at (?:\w+\.)?(\w+) /g)].map(([, name]) => name)).toEqual([
    ...["normalize", "fold", "checkText", "check"],
  ]);
  expect(status).toBe(1);
});

it("no part imports at run time what is not a part: code that was kept cannot", () => {
  const parts = readdirSync(DIST).filter((file) => file.endsWith(".cjs"));
  expect(parts.filter((file) => /[^.\w]import\(/.test(readFileSync(join(DIST, file), "utf8")))).toEqual([]);
});
