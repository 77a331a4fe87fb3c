/** All possible changes to a model: to its parts, its calls and its callers. */
import { KINDS, partKindOf } from "../language/catalogue.js";
import { surroundingsOf } from "../risks/surroundings-of.js";
import type { ReadModel } from "../source/read-model.js";
import { trafficChanges } from "../traffic/changes.js";
import { breakerChanges, callDeadlines } from "./call-policies.js";
import type { Change, ChangeContext, Overlay } from "./change.js";
import { retryChanges } from "./retries.js";

/** @param read a model without errors */
export function proposedChanges({ model, source, steps }: ReadModel): readonly Change[] {
  if (model === null) return [];
  const context: ChangeContext = {
    ...surroundingsOf(model),
    data: source.data as Overlay,
    steps,
    kinds: KINDS,
    isAside: (part) => partKindOf(model.parts[part])?.isAside === true,
    isStateful: (part) => partKindOf(model.parts[part])?.isStateful === true,
  };
  const ofParts = Object.entries(model.parts).flatMap(([name, options]) => {
    return partKindOf(options)?.changes?.(context, name, options as never) ?? [];
  });
  return [
    ...ofParts,
    ...callDeadlines(context),
    ...breakerChanges(context),
    ...retryChanges(context),
    ...trafficChanges(context),
  ];
}
