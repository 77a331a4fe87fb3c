/** The command line as a process, in a folder of its own. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, onTestFinished } from "vitest";

export const DIST = resolve("dist");
export const MAIN = join(DIST, "cli/main.js");
export const fixture = (name: string): string => resolve("test/cli/fixtures", name);

/** The widest line [characters], of those without a fixture's path: as long as it is, it stays whole to be clicked or copied. */
export const widest = (text: string): number =>
  Math.max(...text.split("\n").map((line) => (line.includes(fixture("")) ? 0 : [...line].length)));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty folder, gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "headroom-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An environment in which the tests of a file keep their runs for one another. */
export function sharedRuns(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "headroom-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { HEADROOM_CACHE: folder };
}

/** @param env on top of an environment that says nothing about colour and keeps no runs, so that each test simulates */
export function headroom(
  args: readonly string[],
  { main = MAIN, ...options }: { main?: string; cwd?: string; env?: Record<string, string>; input?: string } = {},
): Ran {
  return ran(spawnSync(process.execPath, [main, ...args], settings(options)));
}

/** In a shell, `headroom` being the command. */
export function shell(line: string): Ran {
  const command = `headroom() { '${process.execPath}' '${MAIN}' "$@"; }; ${line}`;
  return ran(spawnSync("bash", ["-c", command], settings({})));
}

function settings({
  input,
  cwd = process.cwd(),
  env = {},
}: {
  cwd?: string;
  env?: Record<string, string>;
  input?: string;
}) {
  const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
  return { input, cwd, env: { ...rest, HEADROOM_CACHE: "off", ...env }, encoding: "utf8" as const, maxBuffer: 1e8 };
}

const ran = ({ status, stdout, stderr }: SpawnSyncReturns<string>): Ran => ({ code: status, stdout, stderr });

/** Messages are wrapped at 80 columns, where depends on how long the path of the checkout is. */
export const unwrapped = (text: string): string => text.replace(/\s+/g, " ");

/** Names of the files in a folder and below it, without reading them: some may be gone before. */
export const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" }).flatMap((entry) =>
        entry.isFile() ? [entry.name] : [],
      )
    : [];

/** Name and text of every file in a folder, hidden ones too; nothing if there is no such folder. */
export function filesIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), "utf8")]));
}
