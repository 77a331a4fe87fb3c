/** The package as it would be published, packed once for all files of a worker. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

interface Packed {
  readonly size: number; // Bytes, of the archive.
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly archive: string;
}

export const PACKAGE = JSON.parse(readFileSync("package.json", "utf8")) as {
  bin: { headroom: string };
  exports: { ".": { types: string; default: string } };
  dependencies: Record<string, string>;
};

let made: Packed | null = null;

export function packed(): Packed {
  if (made !== null) return made;
  const folder = mkdtempSync(join(tmpdir(), "headroom-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const words = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [{ size, files, filename }] = JSON.parse(spawnSync("npm", words, { encoding: "utf8" }).stdout);
  made = { size, files, archive: join(folder, filename) };
  return made;
}

/** Puts it and what it depends on into a project's node_modules, as `npm install` would, and these packages of ours too. */
export function install(project: string, ...others: readonly string[]): void {
  const to = join(project, "node_modules/headroom-sim");
  mkdirSync(join(project, "node_modules/.bin"), { recursive: true });
  mkdirSync(to);
  execFileSync("tar", ["-xzf", packed().archive, "-C", to, "--strip-components=1"]);
  symlinkSync(`../headroom-sim/${PACKAGE.bin.headroom}`, join(project, "node_modules/.bin/headroom"));
  for (const name of [...Object.keys(PACKAGE.dependencies), ...others]) {
    const link = join(project, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(resolve("node_modules", name), link);
  }
}
