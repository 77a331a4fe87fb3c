/** A knob: a value of a model that is varied, found by its path and set as if written in the file. */

import type { Model } from "../../model/language/model.js";
import { didYouMean, type Files, listed, sourceOf } from "../../model/source/index.js";
import { modelOf } from "../../model/source/read-model.js";
import { setAt } from "../../model/source/set-at.js";
import { isList, isMap, type ScalarValue, type SourceNode } from "../../model/source/source-tree.js";
import { nearest } from "../../text/nearest.js";
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

const SECTIONS = ["parts", "traffic", "timeline"];

/**
 * `part.option`, `source.rate`, `moment.by`; `parts.` and the like may stand in front, and steps count from 0. A share of a mix is
 * also `mix of shoppers: web.read`. @throws NoKnob
 */
export function findKnob({ root }: Pick<Workbench, "root">, name: string): Knob {
  const share = shareKnob(root, name);
  if (share !== null) return share;
  const segments = name.split(".").filter((segment) => segment !== "");
  if (segments[0] === "run")
    throw new NoKnob(
      `"${name}" is one for all that is compared here; to see what it changes: headroom sweep --knob ${name}=…`,
    );
  const isSection = SECTIONS.includes(segments[0] ?? "");
  const sections = isSection ? [segments.shift() as string] : SECTIONS;
  const known = sections.map((section) => [section, childOf(root, section)] as const);
  const owner = known.find(([, node]) => node !== undefined && keyOf(node, segments) !== null);
  if (owner === undefined || segments.length < 2) {
    const names = known.flatMap(([, node]) =>
      node !== undefined && isMap(node.content) ? [...node.content.keys()] : [],
    );
    const near = nearest(segments[0] ?? "", names);
    const hint = segments.length < 2 && near === segments[0] ? "say which value, as in web.threads" : null;
    throw new NoKnob(
      `there is nothing to vary at "${name}"; ${hint ?? (near === null ? `known: ${listed(names)}` : didYouMean(near))}`,
    );
  }
  const [section, node] = owner;
  return { name, path: [section, ...walk(node as SourceNode, segments, name)] };
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

/** The keys on the path; a name such as `web.browse` may be one key. Missing keys are left to the schema. */
function walk(node: SourceNode, segments: readonly string[], name: string): KnobPath {
  if (segments.length === 0) return [];
  if (isList(node.content)) {
    const index = Number(segments[0]);
    if (!(index >= 0 && index < node.content.length))
      throw new NoKnob(`"${name}": "${segments[0]}" is none of the ${node.content.length} items, counted from 0`);
    return [index, ...walk(node.content[index], segments.slice(1), name)];
  }
  const key = keyOf(node, segments);
  if (key === null) return segments;
  const rest = segments.slice(key.split(".").length);
  return [key, ...walk(childOf(node, key) as SourceNode, rest, name)];
}

/** The longest key of the map that the segments begin with. */
function keyOf({ content }: SourceNode, segments: readonly string[]): string | null {
  if (!isMap(content)) return null;
  for (let n = segments.length; n > 0; n--) {
    const key = segments.slice(0, n).join(".");
    if (content.has(key)) return key;
  }
  return null;
}

const childOf = ({ content }: SourceNode, key: string): SourceNode | undefined =>
  isMap(content) ? content.get(key) : undefined;
