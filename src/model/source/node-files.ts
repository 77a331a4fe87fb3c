/** The files on this machine's disk; the only file of the model that needs Node. */
import { readdirSync, readFileSync } from "node:fs";
import type { Files } from "./files.js";

export const nodeFiles: Files = {
  read(path) {
    try {
      return decoded(readFileSync(path));
    } catch (problem) {
      if (isMissing(problem)) return null;
      throw problem;
    }
  },
  list: (folder) => readdirSync(folder === "" ? "." : folder),
};

/** UTF-8, or UTF-16 with a byte order mark, as spreadsheets write it. */
export function decoded(bytes: Buffer): string {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
  return encoding === "utf-8" ? bytes.toString("utf8") : new TextDecoder(encoding).decode(bytes);
}

const isMissing = (problem: unknown): boolean =>
  problem instanceof Error && "code" in problem && (problem.code === "ENOENT" || problem.code === "ENOTDIR");
