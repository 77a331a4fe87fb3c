/** How long instances that are taken away have to finish. */
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import { mostInstances } from "./autoscale.js";
import type { ServiceOptions } from "./options.js";

/** Whether instances ever come or go: by an autoscaler, or by the timeline. */
function comesAndGoes({ model: { timeline } }: Sense, name: string, options: ServiceOptions): boolean {
  if (options.autoscale !== undefined) return true;
  const versions = Object.values(timeline).flatMap(({ versions = [] }) => versions);
  return versions.some(
    ({ parts }) => (parts[name] as Partial<ServiceOptions> | undefined)?.instances !== options.instances,
  );
}

export function checkDrain(sense: Sense, path: Path, options: ServiceOptions): void {
  const isIdle = options.drain !== undefined && !comesAndGoes(sense, String(path[1]), options);
  sayIdle(sense, path, [["drain", isIdle, "no instance is ever taken away"]]);
}

/** @returns the walk, of work that is lost when an instance has no more time */
export function whileDrained(sense: Sense, part: string, options: ServiceOptions, walk: () => number): () => number {
  if (options.drain === undefined || mostInstances(options) === 1) return walk;
  return () => sense.mayBreak(`${part} drain`, false, walk);
}
