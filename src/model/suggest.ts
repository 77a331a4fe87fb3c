/** What somebody may have meant who wrote a name that does not exist. */
import { nearest } from "./source/nearest.js";

export function suggest(name: string, names: readonly string[]): string | undefined {
  const near = nearest(name, names);
  if (near !== null) return `did you mean "${near}"?`;
  return names.length === 0 ? undefined : `known: ${names.slice(0, 8).join(", ")}`;
}
