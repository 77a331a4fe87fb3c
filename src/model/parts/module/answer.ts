/** A call of a module: it goes on in the caller's process, on its thread and cores. */
import type { Path, Sense } from "../../check/sense.js";
import type { Outline, Stage } from "../../outline/outline.js";
import type { Site } from "../../wiring/site.js";
import { watched, writeEndpoint } from "../shared/endpoint.js";
import type { ModuleOptions } from "./options.js";

/** @param isApart while the caller may have gone on: the work then ends with the process, not with the caller */
export function answerInside(site: Site, target: string, isApart: boolean): void {
  const [module] = target.split(".");
  const { machine } = site;
  if (machine === null) throw new Error(`no process to run ${target} in`);
  const there = site.inProcess({ ...machine, endpoint: target, module });
  const body = watched(site, target, () => writeEndpoint(there, target));
  if (isApart && machine.whileThere !== undefined) machine.whileThere(site.program, body);
  else body();
}

/** @returns its mean time without waiting [ms] */
export function checkInside(sense: Sense, target: string, path: Path): number {
  const [part = "", endpoint = ""] = target.split(".");
  if (sense.machine === null) {
    sense.error(
      path,
      `"${part}" is a module: it runs in the process that calls it, and here none calls`,
      "let an endpoint of a service call it, or make it a service: `type: service`",
    );
    return 0;
  }
  return walkInside(sense, sense.machine.part, part, endpoint, true);
}

/** @param process the part whose cores do the work @param isKept whether a transaction around is its own too */
export function walkInside(sense: Sense, process: string, part: string, endpoint: string, isKept: boolean): number {
  const { endpoints } = sense.model.parts[part] as unknown as ModuleOptions;
  const path = ["parts", part, "endpoints", endpoint];
  return sense.into(process, `${part}.${endpoint}`, path, () => sense.steps(endpoints[endpoint]!, []), isKept);
}

export function outlineInside(outline: Outline, target: string): Stage[] {
  const [part = "", endpoint = ""] = target.split(".");
  return outline.steps(outline.options<ModuleOptions>(part).endpoints[endpoint] ?? []);
}
