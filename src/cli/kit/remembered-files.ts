/** Files that keep the texts read, for the report: the experiment first, then its models. */
import type { Files } from "../../model/source/files.js";
import type { ReadFile } from "../../report/html/page.js";
import { isStdin } from "./standard-input.js";

export function remembered(files: Files): { readonly files: Files; readonly models: () => readonly ReadFile[] } {
  const texts = new Map<string, string>();
  return {
    files: {
      ...files,
      read: (path) => {
        const text = files.read(path);
        if (text !== null && (/\.ya?ml$/.test(path) || isStdin(path))) texts.set(path, text); // Not the recordings, which are data.
        return text;
      },
    },
    models: () => [...texts].map(([path, text]) => ({ path, text })),
  };
}
