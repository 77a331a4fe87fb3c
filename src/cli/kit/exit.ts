/** Exit codes, on which scripts and pipelines rely, and which of them a verdict gives. */

import type { DiffFindings } from "../../analysis/findings/diff-findings.js";
import type { Findings } from "../../analysis/findings/findings.js";
import { verdict } from "../../analysis/verdicts/study-verdict.js";

export const EXIT = {
  met: 0,
  bug: 1,
  usage: 2, // Or an invalid file.
  undecided: 3,
  regression: 98, // Proven, by `diff`.
  missed: 99, // An objective, as in k6; or a claim.
  interrupted: 130,
} as const;

/** Of `run`. */
export function verdictExit(findings: Findings): number {
  return { met: EXIT.met, missed: EXIT.missed, unknown: EXIT.undecided, none: EXIT.met }[verdict(findings)];
}

export const FAILURES = ["regression", "missed", "undecided"] as const;
export type FailOn = (typeof FAILURES)[number];

/** Of `diff`: the worst finding that should fail: a regression, then a missed objective, then undecided. */
export function diffExit(
  { verdict, proposal }: Pick<DiffFindings, "verdict" | "proposal">,
  on: readonly FailOn[],
): number {
  if (verdict === "regression" && on.includes("regression")) return EXIT.regression;
  if (proposal.verdict === "missed" && on.includes("missed")) return EXIT.missed;
  return verdict === "undecided" && on.includes("undecided") ? EXIT.undecided : EXIT.met;
}
