/** All stations that some stages may visit; not those of background work that they start. */
import type { Stage } from "../../model/outline/outline.js";
import { keyOf } from "./network.js";

const known = new WeakMap<Stage, ReadonlySet<string>>(); // Calls nest, and each level asks for all below it.

export const stationsIn = (stages: readonly Stage[]): ReadonlySet<string> =>
  new Set(stages.flatMap((stage) => [...ofStage(stage)]));

function ofStage(stage: Stage): ReadonlySet<string> {
  const found = known.get(stage) ?? new Set(keysOf(stage));
  known.set(stage, found);
  return found;
}

function keysOf(stage: Stage): readonly string[] {
  switch (stage.kind) {
    case "cores":
    case "token":
      return [keyOf(stage.at)];
    case "hold":
      return [keyOf(stage.at), ...stationsIn(stage.body)];
    case "either":
      return stage.ways.flatMap(({ body }) => [...stationsIn(body)]);
    case "together":
      return stage.branches.flatMap(({ body }) => [...stationsIn(body)]);
    case "repeat":
      return [...stationsIn(stage.body)];
    case "try":
      return [...stationsIn(stage.body), ...stationsIn(stage.fallback)];
    case "unclear":
      return [...stationsIn(stage.inside)];
    case "time":
    case "fail":
    case "aside":
      return [];
  }
}
