/** A table before it becomes markdown or HTML: the content of its cells without layout. */
import type { Verdict } from "../../analysis/findings/findings.js";

export interface Table {
  readonly heads: readonly string[]; // One that starts with ">" heads numbers: right-aligned.
  readonly rows: readonly (readonly Cell[])[]; // The first cell names the row.
}

export type Cell =
  | string
  | { readonly code: string } // As written in a file.
  | { readonly verdict: Verdict }
  | { readonly label: string; readonly again: string | null }; // `again` replaces it within one variant.

export const verdictMarks = { met: "✅ met", missed: "❌ missed", unknown: "❔ unknown" } as const;

export const isNumeric = (head: string): boolean => head.startsWith(">");
export const headText = (head: string): string => head.replace(/^>/, "");
