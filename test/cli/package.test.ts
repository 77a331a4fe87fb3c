/** What is published: small, without what only we need, and with the licences of the packages inside. */
import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { expect, it } from "vitest";
import { PACKAGE, packed } from "./packed.js";

const { size, files } = packed();
const paths = files.map(({ path }) => path);

it("has the program, the library, examples and experiments", () => {
  const { types, default: library } = PACKAGE.exports["."];
  const named = [PACKAGE.bin.headroom, types, library].map((path) => path.replace("./", ""));
  for (const path of [...named, "dist/worker.js", "README.md", "LICENSE", "models/shop/5-cache.yaml"])
    expect(paths).toContain(path);
  expect(paths.filter((path) => path.startsWith("experiments/")).length).toBeGreaterThan(20);
});

it("has no source maps, no sources, no tests, and nothing of one machine", () => {
  const odd = paths.filter((path) => !/^(dist|models|experiments)\/|^(package\.json|README\.md|LICENSE)$/.test(path));
  expect(odd).toEqual([]);
  const ours = /\.map$|(?<!\.d)\.tsx?$|(^|\/)\.|\/(test|code)\//;
  expect(paths.filter((path) => ours.test(path))).toEqual([]);
});

it("is small", () => expect(size).toBeLessThan(1_000_000));

it("needs the packages that its files ask for, and no others", () => {
  const asked = new Set(
    paths
      .filter((path) => /^dist\/.*(\.cjs|\.js|\.d\.ts)$/.test(path))
      .flatMap((path) => [
        ...readFileSync(path, "utf8").matchAll(
          /(?:\bfrom ?|\bimport ?|\brequire\(|\bimport\()["'`]([\w@][^"'`\s]*)["'`]/g,
        ),
      ])
      .map(([, name]) => name!)
      .filter((name) => !isBuiltin(name) && existsSync(`node_modules/${name}`)),
  );
  expect([...asked].sort()).toEqual(Object.keys(PACKAGE.dependencies).sort());
});

it("tells the licence of every package inside", () => {
  const licences = readFileSync("dist/LICENSES.md", "utf8");
  for (const name of ["commander", "d3-scale", "preact", "seedrandom", "string-width", "yaml", "zod"])
    expect(licences).toMatch(new RegExp(`^## ${name} [\\d.]+, \\w+`, "m"));
  const chapters = licences.split(/^## /m).slice(1);
  for (const chapter of chapters) expect(chapter).toMatch(/permission|Permission|copyright/i);
});
