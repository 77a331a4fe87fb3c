/** Which parts run in the processes of others: modules, in the processes that call them, directly or through each other. */
import { type Kinds, partKindIn, type StepData, stepKindIn } from "./kinds.js";
import type { Model, PartData } from "./model.js";

type Parts = Readonly<Record<string, PartData>>;

/** Whether it runs in the processes of others. */
export const isModule = (parts: Parts, kinds: Kinds, name: string): boolean =>
  Object.hasOwn(parts, name) && partKindIn(kinds, parts[name])?.answersCalls?.isInProcess === true;

/** The modules that run in the process of a part. */
export function modulesIn(parts: Parts, kinds: Kinds, part: string): readonly string[] {
  const found = new Set<string>();
  const addFrom = (name: string): void => {
    for (const called of calledIn(parts, kinds, name))
      if (!found.has(called)) {
        found.add(called);
        addFrom(called);
      }
  };
  addFrom(part);
  return [...found];
}

/** The modules that ever do, whatever the timeline changes. */
export function modulesEver({ parts, timeline }: Pick<Model, "parts" | "timeline">, kinds: Kinds, part: string) {
  const later = Object.values(timeline).flatMap(({ versions = [] }) => versions.map((version) => version.parts));
  return [...new Set([parts, ...later].flatMap((those) => modulesIn(those, kinds, part)))];
}

/** The parts in whose processes a part runs: of a module, those that call it; of any other, itself. */
export function processesOf(parts: Parts, kinds: Kinds, name: string): readonly string[] {
  if (!isModule(parts, kinds, name)) return [name];
  const others = Object.keys(parts).filter((part) => !isModule(parts, kinds, part));
  return others.filter((part) => modulesIn(parts, kinds, part).includes(name));
}

/** The modules that the steps of a part call. */
function calledIn(parts: Parts, kinds: Kinds, part: string): readonly string[] {
  const entries = partKindIn(kinds, parts[part])?.entries?.(parts[part] as never) ?? [];
  const targets = entries.flatMap(({ steps }) => targetsIn(kinds, steps));
  return [...new Set(targets)].filter((name) => isModule(parts, kinds, name));
}

/** The parts that steps name, and those inside them. */
function targetsIn(kinds: Kinds, data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  const verb = stepKindIn(kinds, data as StepData)?.verb;
  const named = verb === undefined ? undefined : (data as StepData)[verb];
  const own = typeof named === "string" ? named.split(".").slice(0, 1) : [];
  return [...own, ...Object.values(data).flatMap((each) => targetsIn(kinds, each))];
}
