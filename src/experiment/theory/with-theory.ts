/** The findings of a study, with theory beside them: every closed form that applies, and whether it agrees. */
import type { TheoryFindings, VariantFindings } from "../../analysis/findings/findings.js";
import {
  agreesWithTheory,
  canTell,
  type Setting,
  WARM_UP_NEEDED,
  WINDOW_NEEDED,
} from "../../analysis/verdicts/theory-agreement.js";
import { writeDuration } from "../../model/language/values/index.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { CONFIDENCE } from "../findings/replication-estimates.js";
import type { Study } from "../plan/study.js";
import type { Claim } from "./claim.js";
import { claimsOf } from "./claims-of.js";

const SECTIONS = 10; // Sections of a percentile; see analysis/quantile-interval.ts.

/** @param runs of each variant */
export function withTheory(
  study: Study,
  variants: readonly VariantFindings[],
  runs: readonly (readonly Measurements[])[],
): VariantFindings[] {
  const claims = variants.map((found, i) => claimsOf(study.variants[i]!.model, runs[i]!, found));
  const comparisons = claims.flatMap((of, i) => of.filter((claim) => notCompared(claim, runs[i]!) === null)).length;
  return variants.map((found, i) => ({
    ...found,
    theory: claims[i]!.map((claim) => judged(claim, runs[i]!, comparisons)),
  }));
}

function judged(claim: Claim, runs: readonly Measurements[], comparisons: number): TheoryFindings {
  const { part, resource, form, exact, atMost, quantity, unit, expected, simulated } = claim;
  const { value } = simulated;
  const deviation = expected === null || value === null || expected === 0 ? null : value / expected - 1;
  const shown = { part, resource, form, exact, atMost, quantity, unit, expected, simulated, deviation };
  const reason = notCompared(claim, runs);
  if (reason !== null || expected === null) return { ...shown, agrees: null, reason };
  const replications = claim.tail ? Math.min(SECTIONS, runs.length) : runs.length;
  const setting: Setting = { level: CONFIDENCE, replications, comparisons };
  const agrees = agreesWithTheory({ ...claim, expected }, setting);
  return {
    ...shown,
    agrees,
    reason: agrees === false ? "beyond the interval, widened for the number of comparisons" : null,
  };
}

/** Why a claim is shown and not judged, or null. */
function notCompared(
  { exact, why, events, remembersMs, simulated }: Claim,
  [first]: readonly Measurements[],
): string | null {
  if (why !== null || !exact) return why;
  if (simulated.value === null || simulated.low === null) return simulated.reason ?? "there is no interval";
  if (!canTell(events)) return "too few of them to tell";
  const { fromMs, windowMs } = first!;
  if (fromMs >= WARM_UP_NEEDED * remembersMs && windowMs >= WINDOW_NEEDED * remembersMs) return null;
  return `too short a run: the station settles in ${writeDuration(round(remembersMs))}, so warm up for ${WARM_UP_NEEDED} times that and measure for ${WINDOW_NEEDED} times that`;
}

const round = (ms: number): number => Number(ms.toPrecision(2));
