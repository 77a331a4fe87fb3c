/** From the path of a model file to plain data, with everything it `extends` below it. */

import { nearest } from "../../text/nearest.js";
import { type Diagnostic, didYouMean, error, type Location, type Path } from "./diagnostics.js";
import type { Files } from "./files.js";
import { merge } from "./merge.js";
import { fileNameOf, folderOf, resolveFrom } from "./paths.js";
import { dataOf, isMap, type LocateOptions, locateIn, type SourceNode } from "./source-tree.js";
import { parseYaml } from "./yaml.js";

export interface Source {
  readonly data: unknown; // Of no use while `diagnostics` has errors; undefined when there is nothing at all.
  readonly root: SourceNode | null; // The same, with positions.
  readonly files: readonly string[]; // As read: the file itself first, what it extends after it.
  readonly diagnostics: readonly Diagnostic[];
  /** Where a value (or its key) stands, in the topmost file that supplies it; see `locateIn`. */
  locate(path: Path, options?: LocateOptions): Location | null;
  /** The text of a file that was read, for `render`. */
  textOf(file: string): string | null;
}

const CHAIN_AT_MOST = 16; // Files, each extending the next.

/**
 * Reads a file and what it extends. Never throws: what goes wrong is in the diagnostics.
 *
 * @param overlay laid over it all, as an experiment does with its traffic
 */
export function load(path: string, files: Files, overlay: SourceNode | null = null): Source {
  const chain = new Chain(files);
  const read = chain.load(path, null);
  const root = read === null || overlay === null ? read : merge(read, overlay, chain.diagnostics);
  return {
    root,
    data: root === null ? undefined : dataOf(root),
    files: [...chain.texts.keys()],
    diagnostics: chain.diagnostics,
    locate: (at, options) => (root === null ? null : locateIn(root, at, options)),
    textOf: (file) => chain.texts.get(file) ?? null,
  };
}

class Chain {
  readonly texts = new Map<string, string>(); // By path, in the order of reading.
  readonly diagnostics: Diagnostic[] = [];
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  /** @param from where the file is asked for; null for the first. */
  load(path: string, from: Location | null): SourceNode | null {
    const text = this.#read(path, from);
    if (text === null) return null;
    this.texts.set(path, text);
    const { root, diagnostics } = parseYaml(path, text);
    this.diagnostics.push(...diagnostics);
    if (root === null || !isMap(root.content)) return null;
    const extended = root.content.get("extends");
    if (extended === undefined) return root;
    const own = { ...root, content: new Map(root.content) };
    own.content.delete("extends");
    const base = this.#base(path, extended);
    return base === null ? own : merge(base, own, this.diagnostics);
  }

  #base(path: string, { content, at }: SourceNode): SourceNode | null {
    if (typeof content !== "string" || content.trim() === "") {
      return this.#refuse("extends needs the path of another model file, relative to this one", at);
    }
    const target = resolveFrom(path, content);
    if (this.texts.has(target)) {
      const circle = [...this.texts.keys()];
      const names = [...circle.slice(circle.indexOf(target)), target].map(fileNameOf);
      return this.#refuse(`a file cannot extend itself: ${names.join(" → ")}`, at);
    }
    if (this.texts.size >= CHAIN_AT_MOST) return this.#refuse(`more than ${CHAIN_AT_MOST} files extend each other`, at);
    return this.load(target, at);
  }

  #read(path: string, from: Location | null): string | null {
    try {
      const text = this.#files.read(path);
      return text === null
        ? this.#refuse(`there is no file "${path}"`, from, this.#suggestion(path))
        : text.replace(/^\uFEFF/, "");
    } catch (problem) {
      return this.#refuse(`"${path}" cannot be read: ${problem instanceof Error ? problem.message : problem}`, from);
    }
  }

  #suggestion(path: string): string | null {
    try {
      const near = nearest(fileNameOf(path), this.#files.list?.(folderOf(path)) ?? []);
      return near === null ? null : didYouMean(near);
    } catch {
      return null; // No such folder either.
    }
  }

  #refuse(message: string, at: Location | null, hint: string | null = null): null {
    this.diagnostics.push(error(message, at, hint));
    return null;
  }
}
