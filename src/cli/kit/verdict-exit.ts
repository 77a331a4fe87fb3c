import type { Findings } from "../../analysis/findings/findings.js";
import { EXIT } from "./exit.js";

/**
 * An experiment compares, so its variants may miss; only its claims decide. A single model is judged by its
 * objectives.
 */
export function verdictExit({ variants, claims }: Findings): number {
  const verdicts =
    claims.length > 0 || variants.length > 1 ? claims.map(({ verdict }) => verdict) : [variants[0].verdict];
  if (verdicts.includes("missed")) return EXIT.missed;
  return verdicts.includes("unknown") ? EXIT.undecided : EXIT.met;
}
