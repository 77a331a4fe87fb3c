/** Warnings of a grid's variants: what is warned of alike stands once, and says in which variants. */
import type { Diagnostic } from "../../model/source/index.js";
import { alike, someOf } from "../../text/alike.js";

export interface VariantDiagnostic {
  readonly variant: string;
  readonly diagnostic: Diagnostic;
}

/** @param all number of variants @returns errors as they are, each warning once with the range of its numbers */
export function foldWarnings(found: readonly VariantDiagnostic[], all: number): Diagnostic[] {
  const places = grouped(found, ({ diagnostic: { severity, location, hint } }) =>
    JSON.stringify([severity, location, hint]),
  );
  const folded = places.flatMap((those): Folded[] => {
    const [{ diagnostic }] = those as [VariantDiagnostic];
    if (diagnostic.severity === "error")
      return those.map((each) => ({ diagnostic: each.diagnostic, variants: [], isSame: true }));
    return alike(
      those.map((each) => ({ who: "", text: each.diagnostic.message })),
      1,
    ).map(({ members, text }) => ({
      diagnostic: { ...diagnostic, message: text },
      variants: members.map((i) => those[i]!.variant),
      isSame: members.every((i) => those[i]!.diagnostic.message === text),
    }));
  });
  const errors = folded.filter(({ diagnostic }) => diagnostic.severity === "error").map(({ diagnostic }) => diagnostic);
  const warnings = folded.filter(({ diagnostic }) => diagnostic.severity !== "error");
  return [...errors, ...grouped(warnings, ({ diagnostic }) => diagnostic.message).map((those) => once(those, all))];
}

interface Folded {
  readonly diagnostic: Diagnostic;
  readonly variants: readonly string[];
  readonly isSame: boolean; // The text, in all of them.
}

/** What several places of several variants are warned of alike, at the first of them. */
function once(those: readonly Folded[], all: number): Diagnostic {
  const [{ diagnostic, isSame }] = those as [Folded];
  const variants = [...new Set(those.flatMap((each) => each.variants))];
  const where = variants.length === all && isSame ? "" : `; in ${someOf(variants, all, "variants")}`;
  const { hint, ...rest } = diagnostic;
  const isOneHint = those.every((each) => each.diagnostic.hint === hint);
  return { ...rest, ...(isOneHint && hint !== undefined ? { hint } : {}), message: diagnostic.message + where };
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups.values()];
}
