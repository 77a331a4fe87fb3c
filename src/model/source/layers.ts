/** Reads a file and all that it extends, each once, the base first. */
import { nearest } from "../../text/nearest.js";
import { type Diagnostic, didYouMean, error, type Location } from "./diagnostics.js";
import type { Files } from "./files.js";
import { fileNameOf, folderOf, resolveFrom } from "./paths.js";
import { isList, isMap, type SourceNode } from "./source-tree.js";
import { parseYaml } from "./yaml.js";

/** The content of one file, without `extends`. */
export interface Layer {
  readonly node: SourceNode;
  readonly isOverlay: boolean;
}

const FILES_AT_MOST = 16; // That extend each other.

export class Layers {
  readonly all: Layer[] = [];
  readonly texts = new Map<string, string>(); // By path, in the order of reading.
  readonly diagnostics: Diagnostic[] = [];
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  /** @param from the `extends` that names the file; null for the first @param below the files that extend it, outermost first */
  read(path: string, from: Location | null = null, below: readonly string[] = []): void {
    const text = this.#textOf(path, from);
    if (text === null) return;
    this.texts.set(path, text);
    const { root, diagnostics } = parseYaml(path, text);
    this.diagnostics.push(...diagnostics);
    if (root !== null && isMap(root.content)) this.add(root, path, below);
  }

  /** @param node a model in the file `path`, perhaps one of several */
  add(node: SourceNode, path: string, below: readonly string[] = []): void {
    if (!isMap(node.content)) return;
    const content = new Map(node.content);
    const extended = content.get("extends");
    content.delete("extends");
    for (const each of extended === undefined ? [] : this.#named(extended)) this.#extend(each, path, below);
    this.all.push({ node: { ...node, content }, isOverlay: extended !== undefined });
  }

  #named(extended: SourceNode): readonly SourceNode[] {
    const all = isList(extended.content) ? extended.content : [extended];
    const isPath = ({ content }: SourceNode): boolean => typeof content === "string" && content.trim() !== "";
    if (all.length > 0 && all.every(isPath)) return all;
    const wrong = all.find((each) => !isPath(each)) ?? extended;
    this.#refuse("extends needs the path of another model file, relative to this one, or a list of them", wrong.at);
    return [];
  }

  #extend({ content, at }: SourceNode, path: string, below: readonly string[]): void {
    const target = resolveFrom(path, content as string);
    const chain = [...below, path];
    if (chain.includes(target)) {
      const circle = [...chain.slice(chain.indexOf(target)), target].map(fileNameOf);
      this.#refuse(`a file cannot extend itself: ${circle.join(" → ")}`, at);
    } else if (this.texts.has(target)) {
      return; // It lies below already.
    } else if (this.texts.size >= FILES_AT_MOST) {
      this.#refuse(`more than ${FILES_AT_MOST} files extend each other`, at);
    } else {
      this.read(target, at, chain);
    }
  }

  #textOf(path: string, from: Location | null): string | null {
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
      if (near !== null) return didYouMean(near);
      return path.includes(".") ? null : "name a file, such as shop.yaml; a variant cannot extend another one";
    } catch {
      return null; // No such folder either.
    }
  }

  #refuse(message: string, at: Location | null, hint: string | null = null): null {
    this.diagnostics.push(error(message, at, hint));
    return null;
  }
}
