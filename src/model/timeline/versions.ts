/** How the parts of a model change while it runs; the first version holds from the beginning. */
import type { Model } from "../language/model.js";
import { type Course, courseOf } from "./course.js";
import { entriesOf } from "./entries.js";

export interface Version extends Pick<Model, "parts"> {
  readonly fromMs: number; // When it begins.
}

export function versionsOf(model: Model): readonly [Version, ...Version[]] {
  const later = entriesOf(model).flatMap(({ data }) => data.versions ?? []);
  return [{ fromMs: 0, parts: model.parts }, ...later.toSorted((a, b) => a.fromMs - b.fromMs)];
}

/** A part's options over time; while it is not there, what it was or will be. */
export function optionsOver<Options>(model: Model, part: string): Course<Options> {
  const having = versionsOf(model).filter(({ parts }) => Object.hasOwn(parts, part));
  const all = having.map(({ fromMs, parts }) => ({ fromMs, value: parts[part] as unknown as Options }));
  if (all.length === 0) throw new Error(`no part "${part}"`);
  return courseOf(all as unknown as Course<Options>, (options) => options);
}

/** The parts as the last change leaves them. */
export const lastParts = (model: Model): Model["parts"] => versionsOf(model).at(-1)!.parts;

/** The names of all parts that there ever are. */
export const partsEver = (model: Model): readonly string[] => [
  ...new Set(versionsOf(model).flatMap(({ parts }) => Object.keys(parts))),
];
