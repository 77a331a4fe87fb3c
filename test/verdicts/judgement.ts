/** What was said of one thing, and what is true of it. */
import type { TrueVerdict } from "./truth.js";

export interface Judgement {
  readonly verb: string; // The row of the table.
  readonly what: string; // "latency: p(99) < 300ms", "at 42/s".
  readonly said: "met" | "missed" | "unknown"; // Of a difference: better, worse.
  readonly truth: TrueVerdict;
  readonly why: string; // What was measured, and what is true.
}

/** A file that is made up, and what judging it takes. */
export interface Case {
  readonly seed: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export const isWrong = ({ said, truth }: Judgement): boolean =>
  said !== "unknown" && truth !== "close" && said !== truth;
