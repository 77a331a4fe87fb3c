/** The files on this machine's disk; the only file of the model that needs Node. */
import { readdirSync, readFileSync } from "node:fs";
import type { Files } from "./files.js";

export const nodeFiles: Files = {
  read(path) {
    try {
      return readFileSync(path, "utf8");
    } catch (problem) {
      if (isMissing(problem)) return null;
      throw problem;
    }
  },
  list: (folder) => readdirSync(folder === "" ? "." : folder),
};

const isMissing = (problem: unknown): boolean =>
  problem instanceof Error && "code" in problem && (problem.code === "ENOENT" || problem.code === "ENOTDIR");
