import type { DiffFindings } from "../../analysis/findings/diff-findings.js";
import { EXIT } from "./exit.js";

export const FAILURES = ["regression", "missed", "undecided"] as const;
export type FailOn = (typeof FAILURES)[number];

/** The worst that was found and that is asked to fail: a regression over an objective missed over undecided. */
export function diffExit(
  { verdict, proposal }: Pick<DiffFindings, "verdict" | "proposal">,
  on: readonly FailOn[],
): number {
  if (verdict === "regression" && on.includes("regression")) return EXIT.regression;
  if (proposal.verdict === "missed" && on.includes("missed")) return EXIT.missed;
  return verdict === "undecided" && on.includes("undecided") ? EXIT.undecided : EXIT.met;
}
