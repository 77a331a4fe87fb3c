/** The files that a command reads: on the disk, and standard input where `-` was given. */
import { readSync } from "node:fs";
import type { Files } from "../../model/source/files.js";
import { decoded, nodeFiles } from "../../model/source/node-files.js";
import { inPackage } from "./package-files.js";
import { isStdin } from "./standard-input.js";
import { stderr } from "./terminals.js";

/** The variable by which `--watch` asks to be told what is read. */
export const WATCHED = "HEADROOM_WATCHED";

const isWatched = process.send !== undefined && process.env[WATCHED] !== undefined;
let text: string | null = null;
let isExample = false; // One that is read was told.

export const commandFiles: Files = {
  ...nodeFiles,
  read: (path) => {
    if (isWatched) process.send?.(path);
    if (isStdin(path)) {
      text ??= decoded(readAll());
      return text;
    }
    const ours = inPackage(path);
    if (ours === null) return nodeFiles.read(path);
    if (!isExample) stderr.write(`${path} is an example: it comes with headroom.\n`);
    isExample = true;
    return nodeFiles.read(ours);
  },
  list: (folder) => nodeFiles.list!(inPackage(folder) ?? folder),
};

const PAUSE_MS = 10;

/** The other program may be slower: a pipe that does not block says so. */
function readAll(): Buffer {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(1 << 16);
    try {
      const bytes = readSync(0, chunk);
      if (bytes === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, bytes));
    } catch (problem) {
      const { code } = problem as NodeJS.ErrnoException;
      if (code === "EOF") return Buffer.concat(chunks); // How Windows ends it.
      if (code !== "EAGAIN") throw problem;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
