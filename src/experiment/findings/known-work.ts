/**
 * Models of which the mean work is known beforehand, as long as nobody is refused or gives up. What an option does to it
 * its kind says; one of which nothing is said is by chance.
 */
import { KINDS } from "../../model/language/catalogue.js";
import { isKnownWork } from "../../model/language/effects.js";
import { partKindIn, stepKindIn } from "../../model/language/kinds.js";
import type { Model, PartData } from "../../model/language/model.js";
import type { StepData } from "../../model/language/step-kind.js";
import { TRAFFIC_EFFECTS } from "../../model/traffic/traffic.js";

export function hasKnownWork(model: Model): boolean {
  return (
    Object.values(model.traffic).every((source) => isKnownWork(TRAFFIC_EFFECTS, source)) &&
    Object.values(model.parts).every((part) => isPlainPart(model, part))
  );
}

function isPlainPart(model: Model, part: PartData): boolean {
  const kind = partKindIn(KINDS, part);
  const { type: _, ...options } = part;
  if (kind === undefined || !isKnownWork(kind.effects, options)) return false;
  return (kind.entries?.(part as never) ?? []).every(({ steps }) => steps.every((step) => isPlainStep(model, step)));
}

function isPlainStep(model: Model, step: StepData): boolean {
  const kind = stepKindIn(KINDS, step);
  if (kind === undefined || !isKnownWork(kind.effects, step)) return false;
  return kind.inside(step as never, model).every(({ steps }) => steps.every((each) => isPlainStep(model, each)));
}
