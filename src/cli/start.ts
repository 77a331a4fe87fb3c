/**
 * Starts the built program. To compile it takes V8 longer than a short command takes, so the build keeps what V8 compiled,
 * beside the program. V8 takes it back only in the same version and with the same flags; elsewhere the program is compiled
 * as usual, and kept by Node where Node can (from 22.1 on).
 */
import { readFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";

declare const BUILT_PROGRAM: string; // The build puts the name of the program's first file in its place.

interface Program {
  main(words: readonly string[]): Promise<void>;
}

type Body = (exports: object, require: (name: string) => unknown, module: { exports: object }, ...at: string[]) => void;

const HEAD = "(function (exports, require, module, __filename, __dirname) { ";
const folder = import.meta.dirname;
const nodeRequire = nodeModule.createRequire(import.meta.filename);
const modules = new Map<string, { exports: object }>();

/** What was compiled, by file; the build keeps it. */
export const scripts = new Map<string, Script>();

export async function start(words: readonly string[] = process.argv.slice(2)): Promise<void> {
  await program().main(words);
}

function program(): Program {
  if (compiled(BUILT_PROGRAM).cachedDataRejected === false) return load(BUILT_PROGRAM) as Program;
  const { enableCompileCache } = nodeModule as { enableCompileCache?: () => unknown };
  enableCompileCache?.();
  return nodeRequire(`./${BUILT_PROGRAM}`) as Program;
}

/** As Node's `require` does it, but with the code that was kept. */
export function load(file: string): object {
  const known = modules.get(file);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(file, module);
  const require = (name: string): unknown => (name.startsWith("./") ? load(name.slice(2)) : nodeRequire(name));
  const body = compiled(file).runInThisContext() as Body;
  body(module.exports, require, module, join(folder, file), folder);
  return module.exports;
}

function compiled(file: string): Script {
  const known = scripts.get(file);
  if (known !== undefined) return known;
  const path = join(folder, file);
  const script = new Script(`${HEAD}${readFileSync(path, "latin1")}\n})`, {
    filename: path,
    columnOffset: -HEAD.length,
    cachedData: kept(file),
  });
  scripts.set(file, script);
  return script;
}

function kept(file: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, "code", file));
  } catch {
    return undefined;
  }
}
