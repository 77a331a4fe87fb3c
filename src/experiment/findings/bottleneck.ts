/**
 * The bottleneck among saturated resources is the innermost: threads are all busy while their requests wait for a
 * connection.
 */
import { SATURATED } from "../../analysis/figures/saturation.js";
import type { Model } from "../../model/language/model.js";
import { heldWithin, type Resource } from "./held-within.js";

export interface Busy extends Resource {
  readonly utilisation: number;
}

/**
 * The busiest saturated resource that is not held during waits for another saturated one; null if none is saturated.
 */
export function bottleneckOf(model: Model, resources: readonly Busy[]): Busy | null {
  const full = resources.filter(({ utilisation }) => utilisation >= SATURATED);
  const holds = heldWithin(model);
  const innermost = full.filter((outer) => !full.some((inner) => holds(outer, inner)));
  return innermost.toSorted((a, b) => b.utilisation - a.utilisation)[0] ?? null;
}
