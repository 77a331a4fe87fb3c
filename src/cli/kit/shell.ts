/** Commands that the program prints, as they are typed: quoted for a POSIX shell where a word is more than plain. */

import { realpathSync } from "node:fs";
import type { Typed } from "../../report/kit/answer.js";
import { EXIT } from "./exit.js";
import { asTyped } from "./standard-input.js";

export const quoted = (word: string): string =>
  /^[\w./:=,%@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/**
 * How the program is called again: one that npx fetched for this call is known to npx by its package's name only.
 *
 * @param path of the program without links, since npx links what it need not fetch into the same folder
 */
export const programAt = (path: string): string => (/[\\/]_npx[\\/]/.test(path) ? "npx headroom-sim" : "npx headroom");

/** `npx headroom run 'my shop.yaml'`. */
export const headroomCommand = (...words: readonly string[]): string =>
  [programAt(realpathSync(process.argv[1] ?? ".")), ...words.map((word) => quoted(asTyped(word)))].join(" ");

/** Flags as they are typed: " --seed 1 --warm-up 2s". Undefined ones are left out. */
export function flagWords(flags: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(flags)
    .flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${quoted(String(value))}`]))
    .join("");
}

/** Other commands about the same file and variant. */
export const typedOf =
  (file: string, variant?: string): Typed =>
  (verb, flags = {}) =>
    headroomCommand(verb, file) + flagWords({ variant, ...flags });

export const percentFlag = (share: number): string => `${Number((share * 100).toPrecision(12))}%`;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** On SIGINT or SIGTERM: prints what is kept and exits at once. Files are never half written. @returns takes it back */
export function onInterrupt(say: () => void): () => void {
  const end = (): void => {
    say();
    process.exit(EXIT.interrupted);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}

/** The command as it was given, with `--resume`. */
export function resumeCommand(words: readonly string[]): string {
  return headroomCommand(...words.filter((word) => word !== "--resume"), "--resume");
}
