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
  if (!isMended)
    for (const path of left.toReversed()) next = pruned(next, path) ?? pruned(next, path.slice(0, -1)) ?? next;
  if (next === root) return null;
  const again = read({ ...sourceOf(next, []), textOf: source.textOf });
  return isMended
    ? again
    : { ...again, diagnostics: again.diagnostics.filter((each) => isSure(each, namesIn(left, source.data))) };
}

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
