/** Which resource is held while waiting for another, a thread while its request queues for a connection; the bottleneck. */

import { SATURATED } from "../../analysis/figures/saturation.js";
import type { Model } from "../../model/language/model.js";
import type { Stage, Station } from "../../model/outline/outline.js";
import { outlineTraffic } from "../../model/traffic/outline.js";

export type Resource = Pick<Station, "part" | "resource">;

/** Whether requests that come to `inner` hold `outer`. */
export type Holds = (outer: Resource, inner: Resource) => boolean;

const keyOf = ({ part, resource }: Resource): string => `${part} ${resource}`;

export function heldWithin(model: Model): Holds {
  const outers = new Map<string, Set<string>>(); // By what is inside.
  for (const { endpoints } of outlineTraffic(model)) for (const { stages } of endpoints) walk(stages, [], outers);
  return (outer, inner) => keyOf(outer) !== keyOf(inner) && (outers.get(keyOf(inner))?.has(keyOf(outer)) ?? false);
}

function walk(stages: readonly Stage[], within: readonly string[], outers: Map<string, Set<string>>): void {
  for (const stage of stages)
    switch (stage.kind) {
      case "cores":
      case "token":
      case "hold": {
        const key = keyOf(stage.at);
        outers.set(key, new Set([...(outers.get(key) ?? []), ...within]));
        if (stage.kind === "hold") walk(stage.body, [...within, key], outers);
        break;
      }
      case "either":
        for (const { body } of stage.ways) walk(body, within, outers);
        break;
      case "repeat":
        walk(stage.body, within, outers);
        break;
      case "try":
        walk(stage.body, within, outers);
        walk(stage.fallback, within, outers);
        break;
      case "aside":
        walk(stage.body, [], outers);
        break;
      case "together":
        for (const { body } of stage.branches) walk(body, within, outers);
        break;
      case "unclear":
        walk(stage.inside, within, outers);
        break;
      case "time":
      case "fail":
    }
}

/**
 * The bottleneck among saturated resources is the innermost: threads are all busy while their requests wait for a
 * connection.
 */
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
