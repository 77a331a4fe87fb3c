/** Everything that the parts of a model would have changed about themselves. */
import { PART_KINDS } from "../catalogue.js";
import type { ReadModel } from "../read-model.js";
import type { Change, Overlay } from "./change.js";
import { trafficChanges } from "./traffic.js";

/** @param read a model without errors */
export function proposedChanges({ model, source, steps }: ReadModel): readonly Change[] {
  if (model === null) return [];
  const context = { model, data: source.data as Overlay, steps };
  const ofParts = Object.entries(model.parts).flatMap(([name, options]) => {
    const kind = PART_KINDS.find(({ type }) => type === options.type);
    return kind?.changes?.(context, name, options as never) ?? [];
  });
  return [...ofParts, ...trafficChanges(context)];
}
