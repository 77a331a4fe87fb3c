/** The margin of a look at a variant: that of the objective nearest to being missed. */
import type { VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import { margin } from "../../analysis/verdicts/verdict.js";
import { objectivesOf, type StudyVariant } from "../plan/study.js";

/** Null if the verdict does not depend on intervals: growth, missing samples, requests without an answer. */
export function marginOf(variant: StudyVariant, { objectives }: VariantFindings, verdict: Verdict): number | null {
  const margins = objectivesOf(variant).map(({ comparison, limit }, i) =>
    margin(objectives[i].measured, comparison, limit),
  );
  // An interval of zero width is certain, and tells nothing about how near the limit is.
  const known = margins.filter((each) => each !== null);
  if (known.length === 0) return null;
  const least = Math.min(...known);
  const said = least > 1 ? "met" : least < -1 ? "missed" : "unknown";
  return said === verdict ? least : null;
}
