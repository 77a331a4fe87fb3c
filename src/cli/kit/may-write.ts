/** Checks before a long run that its files can be written. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isNoFile } from "./write-output.js";

/** As below, of files; what was not asked for is undefined. */
export function mayWriteFiles(files: readonly (string | undefined)[], refuse: (message: string) => never): void {
  const asked = files.filter((file) => file !== undefined);
  for (const file of asked)
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) refuse(`error: cannot write ${file}: it is a folder`);
  mayWrite(
    asked.filter((file) => !isNoFile(file)).map((file) => dirname(file)),
    refuse,
  );
}

/** @param folders that will be made if they are missing @param refuse ends with a usage error */
export function mayWrite(folders: readonly string[], refuse: (message: string) => never): void {
  for (const folder of folders) {
    let at = resolve(folder);
    while (!existsSync(at)) at = dirname(at);
    if (!statSync(at).isDirectory()) refuse(`error: cannot write to ${folder}: ${at} is a file, not a folder`);
    try {
      accessSync(at, constants.W_OK);
    } catch {
      refuse(`error: cannot write to ${folder}: ${at} may not be written to`);
    }
  }
}
