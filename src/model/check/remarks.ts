/** Errors and warnings of a walk, each once, however many ways lead to it. */

import { nearest } from "../../text/nearest.js";
import { didYouMean, type Path } from "../source/diagnostics.js";
import type { Fix } from "../source/fix.js";

export interface Remark {
  readonly severity: "error" | "warning";
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  readonly fix?: readonly Fix[];
  readonly beside: Path; // Only reported if this is in the same file.
}

export class Remarks {
  readonly all: Remark[] = [];
  readonly #said = new Map<string, string>();

  add(
    severity: Remark["severity"],
    path: Path,
    message: string,
    hint?: string,
    beside = path,
    fix?: readonly Fix[],
  ): void {
    const isKnown = this.all.some((r) => r.message === message && r.path.join(".") === path.join("."));
    const advice = { ...(hint === undefined ? {} : { hint }), ...(fix === undefined ? {} : { fix }) };
    if (!isKnown) this.all.push({ severity, path, message, beside, ...advice });
  }

  /** Whether what is said of this is what was said of it before, if anything was. */
  saysAlike(about: string, said: object): boolean {
    const text = JSON.stringify(said);
    const before = this.#said.get(about) ?? text;
    this.#said.set(about, before);
    return before === text;
  }
}

/** The nearest name, or else some of those there are. */
export function suggest(name: string, names: readonly string[]): string | undefined {
  const near = nearest(name, names);
  if (near !== null) return didYouMean(near);
  return names.length === 0 ? undefined : `known: ${names.slice(0, 8).join(", ")}`;
}
