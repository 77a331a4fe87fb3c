/** Every figure that can be named, and of a model the names that it can be of. */
import { FAMILIES } from "../../analysis/figures/families.js";
import type { Family } from "../../analysis/figures/figure.js";
import type { Grammar, PartNames } from "../../analysis/figures/parse-figure.js";
import { PART_KINDS, partKindOf } from "../../model/language/catalogue.js";
import type { Model } from "../../model/language/model.js";
import { compile } from "../../model/wiring/compile.js";

/** What is a part's own: of several kinds, where the same is measured of them. */
const OF_PARTS: readonly Family[] = [
  ...new Map(
    PART_KINDS.flatMap(({ figures = [] }) => figures).map(({ name, measure, by, unit, isLevel, goal, summary }) => {
      const parts = PART_KINDS.filter(({ figures = [] }) => figures.some((each) => each.name === name));
      const statistics = isLevel ? "level" : unit === "ms" ? "many" : "one";
      const types = parts.map(({ type }) => type);
      const own = { measure, ...(by === undefined ? {} : { by }), parts: types };
      return [name, { name, unit, goal, scopes: ["part"], statistics, summary, ...own } as const];
    }),
  ).values(),
];

export const ALL_FAMILIES: readonly Family[] = [...FAMILIES, ...OF_PARTS];

const known = new WeakMap<Model, Grammar>();

/** @param model without mistakes */
export function grammarOf(model: Model): Grammar {
  const grammar = known.get(model) ?? { families: ALL_FAMILIES, names: namesOf(model) };
  known.set(model, grammar);
  return grammar;
}

/** Its resources and causes of errors are told by the wired system, which is the first to know them. */
function namesOf(model: Model): Grammar["names"] {
  const plan = { seed: "1", replication: 0, warmUpMs: 0, durationMs: 1, binMs: 1, coolDownMs: 0 };
  const system = compile(model, plan);
  const parts = new Map<string, PartNames>(
    system.parts.map(({ name, type, resources }) => [
      name,
      { type, resources: resources.map((resource) => resource.name) },
    ]),
  );
  const endpoints = Object.entries(model.parts).flatMap(([part, options]) =>
    (partKindOf(options)?.entries?.(options as never) ?? []).flatMap(({ name }) =>
      name === "" ? [] : [`${part}.${name}`],
    ),
  );
  const [sources, moments] = [Object.keys(model.traffic), Object.keys(model.timeline)];
  const effects = Object.keys(model.effects);
  return { endpoints, sources, moments, effects, parts, causes: system.causes };
}
