/** How the answer refers to variants: by name where they are few, since nothing before it has numbered them. */
import type { Findings } from "../../analysis/findings/findings.js";
import { bareName, list, named } from "../../charts/kit/words.js";

const FEW = 2;
const SHORT = 28; // Characters; a longer name is a sentence of its own.

export function whose(findings: Findings, indexes: readonly number[]): string {
  const names = indexes.map((index) => bareName(findings, index));
  if (indexes.length > FEW || names.some((name) => name.length > SHORT)) return named(findings, indexes);
  return list(names.map((name) => `“${name}”`));
}
