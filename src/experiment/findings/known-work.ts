/**
 * Models whose mean work is known beforehand, if no request is refused or gives up. Each part kind tells how its
 * options affect the work; an option it does not mention makes the work random.
 */
import { partKindOf, stepKindOf } from "../../model/language/catalogue.js";
import { isKnownWork } from "../../model/language/effects.js";
import type { StepData } from "../../model/language/kinds.js";
import type { Model, PartData } from "../../model/language/model.js";
import { TRAFFIC_EFFECTS } from "../../model/traffic/traffic.js";

export function hasKnownWork(model: Model): boolean {
  return (
    Object.values(model.traffic).every((source) => isKnownWork(TRAFFIC_EFFECTS, source)) &&
    Object.values(model.parts).every((part) => isPlainPart(model, part))
  );
}

function isPlainPart(model: Model, part: PartData): boolean {
  const kind = partKindOf(part);
  const { type: _, ...options } = part;
  if (kind === undefined || !isKnownWork(kind.effects, options)) return false;
  return (kind.entries?.(part as never) ?? []).every(({ steps }) => steps.every((step) => isPlainStep(model, step)));
}

function isPlainStep(model: Model, step: StepData): boolean {
  const kind = stepKindOf(step);
  if (kind === undefined || !isKnownWork(kind.effects, step)) return false;
  return kind.inside(step as never, model).every(({ steps }) => steps.every((each) => isPlainStep(model, each)));
}
