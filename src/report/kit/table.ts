/** A table before it is markdown or HTML: what stands in the cells, and nothing of how it looks. */
import type { Verdict } from "../../analysis/findings/findings.js";

export interface Table {
  readonly heads: readonly string[]; // One that starts with ">" is over numbers: aligned to the right.
  readonly rows: readonly (readonly Cell[])[]; // The first cell names the row.
}

export type Cell =
  | string
  | { readonly code: string } // As it is written in a file.
  | { readonly verdict: Verdict }
  | { readonly label: string; readonly again: string | null }; // `again` stands where the row above is of the same.

export const verdictMarks = { met: "✅ met", missed: "❌ missed", unknown: "❔ unknown" } as const;

export const isNumeric = (head: string): boolean => head.startsWith(">");
export const headText = (head: string): string => head.replace(/^>/, "");
