/** A command that gets a signal in the middle of its work. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { MAIN, namesIn, type Ran } from "./headroom.js";

/** Sends the signal once so many runs are in the folder `kept`. */
export async function interrupted(
  args: readonly string[],
  folder: string,
  signal: NodeJS.Signals,
  runs = 2,
): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (text) => (said.stdout += text));
  child.stderr.on("data", (text) => (said.stderr += text));
  const ended = once(child, "close");
  const kept = (): number => namesIn(join(folder, "kept")).filter((name) => !name.startsWith(".")).length; // Whole ones.
  while (child.exitCode === null && kept() < runs) await setTimeout(5);
  child.kill(signal);
  const [code] = (await ended) as [number | null];
  return { code, ...said };
}
