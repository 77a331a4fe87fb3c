/** Which of several full resources is the cause: the one inside. Threads are full of requests that wait for a pool. */
import { SATURATED } from "../../analysis/figures/saturation.js";
import type { Model } from "../../model/language/model.js";
import { heldWithin, type Resource } from "./held-within.js";

export interface Busy extends Resource {
  readonly utilisation: number;
}

/** The busiest of the full ones that hold no other full one; null if none is full. */
export function bottleneckOf(model: Model, resources: readonly Busy[]): Busy | null {
  const full = resources.filter(({ utilisation }) => utilisation >= SATURATED);
  const holds = heldWithin(model);
  const innermost = full.filter((outer) => !full.some((inner) => holds(outer, inner)));
  return innermost.toSorted((a, b) => b.utilisation - a.utilisation)[0] ?? null;
}
