/**
 * Reads on behind mistakes: a file is mended as its messages say, what cannot be mended is left out, and then read
 * again, so that a call of what does not exist is told in the same pass as a misspelt key.
 */
import type { Diagnostic, Path } from "./diagnostics.js";
import { applied, pruned } from "./fix.js";
import type { Found } from "./from-zod.js";
import { type Source, sourceOf } from "./load.js";
import { isObject, valueAt } from "./schema-walk.js";
import type { SourceNode } from "./source-tree.js";

const ROUNDS = 8;

interface Read {
  readonly diagnostics: readonly Diagnostic[];
}

/** What is found in the mended file; null if it cannot be read on. */
export function mended<Again extends Read>(
  source: Source,
  found: readonly Found[],
  read: (next: Source) => Again,
  round: number,
): Again | null {
  const { root } = source;
  if (root === null || round >= ROUNDS) return null;
  let next: SourceNode = root;
  const left: Path[] = [];
  for (const { diagnostic, path } of found) {
    const { fix = [] } = diagnostic;
    const after = fix.reduce<SourceNode | null>((node, each) => node && applied(node, each), next);
    if (fix.length > 0 && after !== null) next = after;
    else left.push(path);
  }
  const isMended = next !== root;
  // From the last on, so that the places of the others in a list stay.
  const gone: Path[] = [];
  for (const path of isMended ? [] : left.toReversed()) {
    const cut = [path, path.slice(0, -1)].find((each) => pruned(next, each) !== null);
    if (cut === undefined) continue;
    next = pruned(next, cut) ?? next;
    gone.push(cut);
  }
  if (next === root) return null;
  const again = read({ ...sourceOf(next, []), textOf: source.textOf });
  const isTold = isMended
    ? (each: Diagnostic) => !isAboutMended(each, found, source)
    : (each: Diagnostic) => isSure(each, namesIn(gone, source.data));
  return { ...again, diagnostics: again.diagnostics.filter(isTold) };
}

/** Whether it is about a number or a word that a message had written, and not the file. */
const isAboutMended = ({ location }: Diagnostic, found: readonly Found[], { locate, data }: Source): boolean =>
  found.some(({ diagnostic: { fix = [] }, path }) => {
    if (fix.length === 0 || location === null || isObject(valueAt(data, path))) return false;
    const ofEntry = [locate(path), locate(path, { of: "key" })];
    return ofEntry.some(
      (of) =>
        of?.file === location.file &&
        of.line === location.line &&
        of.column <= location.column &&
        location.column < of.column + of.length,
    );
  });

/** Whether it is a mistake whatever is left out: it names nothing that was. */
function isSure({ message }: Diagnostic, names: readonly string[]): boolean {
  return (
    /^(there is no [a-z ]*"|"[^"]*" (has no|is a) )/.test(message) && !names.some((name) => message.includes(name))
  );
}

/** What is left out, and where that may hold what others name, such as queries, what it is left out of. */
const namesIn = (left: readonly Path[], data: unknown): readonly string[] =>
  left.flatMap((path) => (isObject(valueAt(data, path)) ? path.slice(-2) : path.slice(-1))).map((key) => `"${key}"`);

/** Errors at places of which nothing is told yet. */
export function unsaid(later: readonly Diagnostic[], told: readonly Diagnostic[]): readonly Diagnostic[] {
  const placeOf = ({ location }: Diagnostic): string =>
    location === null ? "" : `${location.file}:${location.line}:${location.column}`;
  const places = new Set(told.map(placeOf));
  return later.filter((each) => each.severity === "error" && !places.has(placeOf(each)));
}
