/** Loads a model file, with all that it `extends`, as plain data. */
import type { Diagnostic, Location, Path } from "./diagnostics.js";
import { editSteps } from "./edit-steps.js";
import type { Files } from "./files.js";
import { type Layer, Layers } from "./layers.js";
import { merge } from "./merge.js";
import { amongParts } from "./sections.js";
import { dataOf, isMap, type LocateOptions, locateIn, type SourceNode } from "./source-tree.js";

export interface Source {
  readonly data: unknown; // Unusable if `diagnostics` has errors; undefined if nothing was read.
  readonly root: SourceNode | null; // The same, with positions.
  readonly files: readonly string[]; // The file itself first, then what it extends.
  readonly diagnostics: readonly Diagnostic[];
  /** Where a value (or its key) stands, in the topmost file that supplies it; see `locateIn`. */
  locate(path: Path, options?: LocateOptions): Location | null;
  /** The text of a file that was read, for `render`. */
  textOf(file: string): string | null;
}

/**
 * Reads a file and what it extends. Never throws: errors are in the diagnostics.
 *
 * @param overlay laid over it all, as an experiment does with its traffic
 */
export function load(path: string, files: Files, overlay: SourceNode | null = null): Source {
  const layers = new Layers(files);
  layers.read(path);
  return laid(layers, overlay, layers.all.length > 0);
}

/** The same for a model inside another file, such as a variant in an experiment. @param path of that file */
export function loadInline(node: SourceNode, path: string, files: Files, overlay: SourceNode | null = null): Source {
  const layers = new Layers(files);
  layers.add(node, path);
  return laid(layers, overlay, true);
}

/** A source from complete data. */
export function sourceOf(
  root: SourceNode | null,
  diagnostics: readonly Diagnostic[],
  texts = new Map<string, string>(),
): Source {
  return {
    root,
    data: root === null ? undefined : dataOf(root),
    files: [...texts.keys()],
    diagnostics,
    locate: (at, options) => (root === null ? null : locateIn(root, at, options)),
    textOf: (file) => texts.get(file) ?? null,
  };
}

function laid({ all, texts, diagnostics }: Layers, overlay: SourceNode | null, isThere: boolean): Source {
  const found = isThere
    ? all.reduce<SourceNode | null>((below, layer) => laidOver(below, layer, diagnostics), null)
    : null;
  const root = found === null || overlay === null ? found : merge(found, overlay, diagnostics);
  return sourceOf(root, diagnostics, texts);
}

/** Applies a layer: its values, then its edits of steps. `description` is not inherited. */
export function laidOver(below: SourceNode | null, layer: Layer, diagnostics: Diagnostic[]): SourceNode {
  const { isOverlay } = layer;
  const node = amongParts(layer.node, diagnostics);
  if (!isOverlay || !isMap(node.content)) return below === null ? node : merge(below, node, diagnostics);
  const own = new Map(node.content);
  const edits = own.get("edit");
  own.delete("edit");
  if (own.get("description")?.content === null) own.delete("description");
  const plain = { ...node, content: own };
  const whole = below === null ? plain : merge(without(below, "description"), plain, diagnostics);
  return edits === undefined ? whole : editSteps(whole, edits, diagnostics);
}

export function without(node: SourceNode, key: string): SourceNode {
  if (!isMap(node.content)) return node;
  const content = new Map(node.content);
  content.delete(key);
  return { ...node, content };
}
