/** How the loader reaches files, so that tests and the browser need no disk. */
export interface Files {
  /** The text of a file, or null when there is none. @throws Error when it is there and cannot be read. */
  read(path: string): string | null;
  /** The names in a folder ("" is the current one), for guessing what was meant. @throws Error */
  list?(folder: string): readonly string[];
}

/** Why a file cannot be read, in words, or null when it can. */
export function problemReading(files: Files, path: string): string | null {
  try {
    return files.read(path) === null ? `there is no file "${path}"` : null;
  } catch (problem) {
    return `"${path}" cannot be read: ${problem instanceof Error ? problem.message : problem}`;
  }
}

/** Files held in memory, by path. */
export const memoryFiles = (texts: Readonly<Record<string, string>>): Files => ({
  read: (path) => (Object.hasOwn(texts, path) ? texts[path]! : null),
  list: (folder) => {
    const prefix = folder === "" ? "" : `${folder}/`;
    const inside = Object.keys(texts).filter((path) => path.startsWith(prefix));
    return inside.map((path) => path.slice(prefix.length)).filter((name) => !name.includes("/"));
  },
});
