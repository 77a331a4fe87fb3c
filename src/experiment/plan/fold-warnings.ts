/** Warnings of a grid's variants: what is warned of alike stands once, and says in which variants. */
import type { Diagnostic } from "../../model/source/index.js";
import { alike, someOf } from "../../text/alike.js";

export interface VariantDiagnostic {
  readonly variant: string;
  readonly diagnostic: Diagnostic;
}

/** @param all number of variants @returns errors as they are, each warning once with the range of its numbers */
export function foldWarnings(found: readonly VariantDiagnostic[], all: number): Diagnostic[] {
  const places = new Map<string, VariantDiagnostic[]>();
  for (const each of found) {
    const { severity, location, hint } = each.diagnostic;
    const key = JSON.stringify([severity, location, hint]);
    places.set(key, [...(places.get(key) ?? []), each]);
  }
  return [...places.values()].flatMap((those) => {
    const [{ diagnostic }] = those as [VariantDiagnostic];
    if (diagnostic.severity === "error") return those.map((each) => each.diagnostic);
    return alike(
      those.map((each) => ({ who: "", text: each.diagnostic.message })),
      1,
    ).map(({ members, text }) => {
      const variants = [...new Set(members.map((i) => those[i]!.variant))];
      const isSame = members.every((i) => those[i]!.diagnostic.message === text);
      const where = variants.length === all && isSame ? "" : `; in ${someOf(variants, all, "variants")}`;
      return { ...diagnostic, message: text + where };
    });
  });
}
