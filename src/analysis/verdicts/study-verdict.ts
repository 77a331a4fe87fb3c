/** Whether what a study asks is met, as a whole. */
import type { Findings, ObjectivesVerdict } from "../findings/findings.js";
import { worst } from "./verdict.js";

/**
 * Of one model: by its objectives. An experiment compares, so its variants may miss; only its claims decide.
 *
 * @returns "unknown" where the data cannot tell, and "none" where nothing was asked
 */
export const verdict = ({ variants, claims }: Findings): ObjectivesVerdict =>
  claims.length > 0 || variants.length > 1 ? worst(claims.map((claim) => claim.verdict)) : variants[0].verdict;
