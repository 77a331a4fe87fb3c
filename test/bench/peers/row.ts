import type { Agreement } from "./agreement.js";

/** One peer on one question. */
export interface Row {
  readonly question: string;
  readonly peer: string;
  readonly whole: number | null; // Times as long as Headroom; null: not run for as many requests.
  readonly added: number;
  readonly agreement: Agreement;
}
