/** How long something that comes and goes by chance takes to settle. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf, squaredCvOf } from "../../../engine/random/moments.js";

/** With 1/7 of a cycle as the settling time, the window is long enough to contain the first one. */
export const FIRST_CYCLE = 7;

/** @param up from the end of one to the next @param down how long it lasts @returns [ms]; 0 if neither takes any time */
export function alternationMs(up: DistributionSpec, down: DistributionSpec): number {
  const [upMs, downMs] = [meanOf(up), meanOf(down)];
  if (upMs + downMs === 0) return 0;
  const isRegular = squaredCvOf(up) < 1; // All at about the same time.
  return Math.max((upMs * downMs) / (upMs + downMs), isRegular ? (upMs + downMs) / FIRST_CYCLE : 0);
}
