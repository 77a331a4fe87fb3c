/** A part without a limit, sessions or second deliveries has no figure of them: that is not one that is unknown. */
import type { Estimate } from "../findings/findings.js";

export const noSuchFigure = (of: string, family: string): string => `${of} gives no figure “${family}”`;

export const noSuchResource = (part: string, resource: string): string => `there is no ${resource} of ${part}`;

const ABSENT = / gives no figure “|^there is no .* of /;

/** @returns what is known of it; undefined where there is no such figure, which reports show as a dash */
export const ofItsOwn = (estimate: Estimate | undefined): Estimate | undefined =>
  estimate?.value === null && ABSENT.test(estimate.reason ?? "") ? undefined : estimate;
