/** What has to be true before the first word: `npx headroom` works in a clone, at once, and an old Node is told so. */
import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { emptyFolder, MAIN } from "./headroom.js";

const PACKAGE = JSON.parse(readFileSync("package.json", "utf8")) as { version: string; engines: { node: string } };

it("the command may be run after every build", () => expect(statSync(MAIN).mode & 0o111).toBe(0o111));

it("npx finds the command in a clone without building again what is built", () => {
  const env = { ...process.env, npm_config_cache: emptyFolder() };
  const written = statSync(MAIN).mtimeMs;
  for (const _ of ["links the clone", "finds the link"]) {
    const { stdout, stderr } = spawnSync("npx", ["headroom", "--version"], { env, encoding: "utf8" });
    expect([stderr, stdout]).toEqual(["", `${PACKAGE.version}\n`]);
  }
  expect(statSync(MAIN).mtimeMs).toBe(written);
  const { stdout } = spawnSync("npx", ["headroom", "check", "models/shop/5-cache.yaml"], { env, encoding: "utf8" });
  expect(stdout).toContain("npx headroom run models/shop/5-cache.yaml"); // Called through a link, and not fetched.
});

it.each(["14.21.3", "16.20.2", "18.20.8"])("Node %s is told which Node is needed, and nothing is loaded", (version) => {
  const folder = emptyFolder(); // With the first file alone: any other that it asked for would be missing.
  writeFileSync(join(folder, "main.cjs"), readFileSync(MAIN));
  writeFileSync(
    join(folder, "old.cjs"),
    `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`,
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", "./old.cjs", "main.cjs", "run", "x.yaml"],
    { cwd: folder, encoding: "utf8" },
  );
  expect(stderr).toBe(`headroom: needs Node 20.19, 22.12 or later; this is Node ${version}\n`);
  expect(PACKAGE.engines.node).toBe("^20.19 || >=22.12");
  expect([status, stdout]).toEqual([2, ""]);
});

it("the first file is written in what Node 14 understands", () =>
  expect(readFileSync(MAIN, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")).not.toMatch(
    /^import\s|\bawait\b|\?\?|\?\.|(\|\||&&)=|\bstatic\b|#\w+\b(?!!)|\bat\(|\bnode:/m,
  ));
