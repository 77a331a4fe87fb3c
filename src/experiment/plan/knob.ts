/** A knob: a value of a model that is varied, found by its path and set as if written in the file. */

import type { Model } from "../../model/language/model.js";
import { type Files, sourceOf } from "../../model/source/index.js";
import { modelOf } from "../../model/source/read-model.js";
import { setAt } from "../../model/source/set-at.js";
import type { ScalarValue, SourceNode } from "../../model/source/source-tree.js";
import { valuePath } from "../../model/source/value-path.js";
import { balanced, shareKnob } from "./mix-share.js";
import { type Knob, type KnobPath, NoKnob } from "./no-knob.js";
import type { StudyVariant } from "./study.js";

export { type Knob, type KnobPath, NoKnob } from "./no-knob.js";

/** A variant and its source, to build it again with another value. */
export interface Workbench {
  readonly variant: StudyVariant;
  readonly root: SourceNode;
  readonly files: Files;
}

const SECTIONS = ["parts", "traffic", "data", "timeline", "random"];

/**
 * `part.option`, `source.rate`, `moment.by`; `parts.` and the like may stand in front, and steps count from 0. A share of a mix is
 * also `mix of shoppers: web.read`. @throws NoKnob
 */
export function findKnob({ root }: Pick<Workbench, "root">, name: string): Knob {
  const share = shareKnob(root, name);
  if (share !== null) return share;
  if (name.split(".")[0] === "run")
    throw new NoKnob(
      `"${name}" is one for all that is compared here; to see what it changes: headroom sweep --knob ${name}=…`,
    );
  const path = valuePath(root, name, SECTIONS, "vary");
  if ("problem" in path) throw new NoKnob(path.problem);
  return { name, path };
}

/** The model with the knob at this value, checked as the file would be. @throws NoKnob */
export const withKnob = (bench: Workbench, knob: Knob, value: ScalarValue): Model => withKnobs(bench, [[knob, value]]);

/** @throws NoKnob */
export function withKnobs({ variant, root, files }: Workbench, all: readonly (readonly [Knob, ScalarValue])[]): Model {
  const { model, diagnostics } = modelOf(sourceOf(turned(root, all), []), files);
  if (model !== null) return { ...model, objectives: variant.model.objectives };
  const { message, hint } = diagnostics.find(({ severity }) => severity === "error") ?? { message: "no model" };
  const said = all.map(([{ name }, value]) => `${name} = ${value}`).join(", ");
  throw new NoKnob(`${said}: ${message}${hint === undefined ? "" : `; ${hint}`}`);
}

/** The same as data of a file. @throws NoKnob if a mix has no other shares to scale */
export function turned(root: SourceNode, all: readonly (readonly [Knob, ScalarValue | SourceNode])[]): SourceNode {
  const set = all.reduce((node, [{ path }, value]) => setAt(node, path, value), root);
  return balanced(
    set,
    all.map(([{ path }]) => path),
  );
}

/** The model's value there, in the unit of memory; undefined if absent. */
export const valueAt = (model: Model, path: KnobPath): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    model,
  );
