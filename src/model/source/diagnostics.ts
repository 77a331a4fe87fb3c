import type { Fix } from "./fix.js";

/** A mistake in a file and its place; plain data, printed by `render.ts`. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly message: string; // One sentence in plain words, without a full stop.
  readonly location: Location | null; // null when it belongs to no place in a file.
  readonly hint?: string; // What to do about it: `did you mean "mean"?`
  readonly fix?: readonly Fix[]; // The same as data, where all that is to be written can be told.
}

export interface Location {
  readonly file: string;
  readonly line: number; // From 1.
  readonly column: number; // From 1, in UTF-16 code units.
  readonly length: number; // At least 1, and never past the end of the line.
}

/** A key or an index at each level, from the top of a file. */
export type Path = readonly (string | number)[];

export function error(
  message: string,
  location: Location | null,
  hint?: string | null,
  fix: readonly Fix[] = [],
): Diagnostic {
  return { severity: "error", message, location, ...(hint ? { hint } : {}), ...(fix.length > 0 ? { fix } : {}) };
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === "error");

/** By file, line and column, those without a place last; without duplicates. */
/** Each of them once, such as what is wrong in several versions of a model. */
export const once = (all: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(all.map((each) => [JSON.stringify(each), each])).values(),
];

export function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...unique.values()].sort(({ location: a }, { location: b }) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}

/** `a, b or c`, cut short when there are many. */
export function listed(words: readonly string[], most = 12): string {
  if (words.length > most) return `${words.slice(0, most).join(", ")} …`;
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The hint of every mistyped word. */
export const didYouMean = (word: string): string => `did you mean "${word}"?`;
