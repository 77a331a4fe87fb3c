/** The CPU time of a whole process, user and system, as bash tells it to the millisecond, in s. */
import { spawnSync } from "node:child_process";

export function processCpu(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly seconds: number; readonly printed: string } {
  const { status, stdout, stderr } = spawnSync("bash", ["-c", 'TIMEFORMAT="%3U %3S"; time "$@"', "bash", ...command], {
    encoding: "utf8",
    env: { ...process.env, ...env, LC_ALL: "C" },
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}:\n${stderr}`);
  return { seconds: secondsOf(stderr), printed: stdout };
}

/** @param said what the process wrote to stderr, and in the last line user and system time */
export function secondsOf(said: string): number {
  const last = said.trimEnd().split("\n").at(-1)!;
  const times = /^(\d+\.\d{3}) (\d+\.\d{3})$/.exec(last);
  if (times === null) throw new Error(`bash told no times: "${last}"`);
  return Number(times[1]) + Number(times[2]);
}
