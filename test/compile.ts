/**
 * Compiles the sources for the tests, into dist-test/, since `dist` may be being built by another. What vitest makes of
 * a source calls a getter for everything imported, and simulates half as fast.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { transformSync } from "rolldown/utils";

const FOLDER = "dist-test";
const COMPILED = `${FOLDER}/src`;

/** Has the tests import what is compiled, as Node imports it. */
export const takenCompiled = {
  resolve: { alias: [{ find: /^(?:\.\.\/)+src\/(.*)\.js$/, replacement: resolve(COMPILED, "$1.js") }] },
  server: { deps: { external: [/\/dist-test\//] } },
};

export default function compile(): void {
  const { compilerOptions } = JSON.parse(readFileSync("tsconfig.json", "utf8"));
  const made = new Map([[`${FOLDER}/package.json`, readFileSync("package.json", "utf8")]]); // Says: modules, and a version.
  for (const file of readdirSync("src", { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = resolve("src", file); // Whole, for stack traces.
    const text = readFileSync(source, "utf8");
    const { code, map, errors } = transformSync(source, text, { sourcemap: true, tsconfig: { compilerOptions } });
    if (errors.length > 0) throw new Error(`${source}: ${JSON.stringify(errors)}`);
    made.set(join(COMPILED, file.replace(/\.tsx?$/, ".js")), `${code}\n${inlined(map!)}`);
  }
  for (const [path, text] of made) writeIfOther(path, text);
  for (const file of readdirSync(COMPILED, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".js") && !made.has(join(COMPILED, file))) rmSync(join(COMPILED, file));
}

const inlined = (map: object): string =>
  `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}\n`;

/** Another run may be reading what is there. */
function writeIfOther(path: string, text: string): void {
  try {
    if (readFileSync(path, "utf8") === text) return;
  } catch {
    mkdirSync(dirname(path), { recursive: true });
  }
  writeFileSync(path, text);
}
