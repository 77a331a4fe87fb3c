/** The lowest infinite moment of the time of a request, over its sequential and parallel steps. */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { lawOf, type Stage } from "../../model/outline/outline.js";

/** The lowest infinite moment of any of their times; Infinity if all are finite. */
export const lowestMoment = (stages: readonly Stage[]): number =>
  stages.reduce((least, stage) => Math.min(least, momentOf(stage)), Number.POSITIVE_INFINITY);

/**
 * The k-th of n is late only if n − k + 1 are: for power-law tails their exponents add up. Each exponent is known but
 * for rounding up to a whole number, so the sum is at least theirs less that.
 */
function momentOf(stage: Stage): number {
  if (stage.kind === "time" || stage.kind === "cores") return infiniteMoment(stage.law);
  if (stage.kind !== "together") return lowestMoment(inside(stage));
  const moments = stage.branches.flatMap(({ copies, body }) => Array<number>(copies).fill(lowestMoment(body)));
  const late = moments.sort((a, b) => a - b).slice(0, moments.length - stage.needs + 1);
  return late.reduce((sum, moment) => sum + moment - 1, 0) + 1;
}

export const infiniteMoment = (law: DistributionSpec): number => lawOf(law).infiniteMoment ?? Number.POSITIVE_INFINITY;

/** Work that is not awaited does not count, nor time beyond a timeout or a deadline. */
export function inside(stage: Stage): readonly Stage[] {
  if (stage.kind === "either") return stage.ways.flatMap(({ body }) => body);
  if (stage.kind === "try") return isLimited(stage) ? stage.fallback : [...stage.body, ...stage.fallback];
  if (stage.kind === "unclear") return stage.inside;
  return stage.kind === "hold" || stage.kind === "repeat" ? stage.body : [];
}

type Try = Extract<Stage, { kind: "try" }>;

const isLimited = ({ policies: { timeout, deadline } }: Try): boolean =>
  timeout !== undefined || deadline !== undefined;
