/** What a module shares with the processes that it runs in. */
import type { Sense } from "../../check/sense.js";
import { partKindIn } from "../../language/kinds.js";
import { processesOf } from "../../language/processes.js";
import type { Risk, Surroundings } from "../../risks/risk.js";
import { listed } from "../../source/diagnostics.js";
import type { ModuleOptions } from "./options.js";

/** What happens to it happens to its processes, if it can. */
export function checkProcesses(sense: Sense, name: string, { leak }: ModuleOptions): void {
  const { model, kinds, acts } = sense;
  const processes = processesOf(model.parts, kinds, name);
  const kindOf = (part: string) => partKindIn(kinds, model.parts[part]);
  const can = (part: string, verb: string): boolean =>
    kindOf(part)
      ?.moments?.(model.parts[part] as never, part)
      [verb]?.includes(part) === true;
  for (const { kind, about, path } of acts) {
    if (about !== name || kind.isOfProcess !== true || processes.some((part) => can(part, kind.verb))) continue;
    const where = processes.length === 0 ? "nothing calls it" : `it runs in ${listed(processes)}`;
    sense.error([...path, kind.verb], `${where}, so there is no process to which this happens`);
  }
  const others = processes.filter((part) => kindOf(part)?.answersCalls === undefined);
  if (leak !== undefined && others.length > 0)
    sense.warn(["parts", name, "leak"], `${listed(others)} is not killed for it: only instances of a service are`);
}

/** It takes with it what runs in the same process. */
export function moduleRisks({ model, hops }: Surroundings, name: string, { leak }: ModuleOptions): readonly Risk[] {
  const isDown = [...Object.values(model.timeline), ...Object.values(model.random)].some(
    (entry) => (entry as { readonly down?: string }).down === name,
  );
  if (leak === undefined && !isDown) return [];
  const processes = [...new Set(hops.flatMap((hop) => (hop.part === name ? [hop.process] : [])))];
  const why = leak === undefined ? "when it crashes" : "when its memory has leaked away";
  return processes.map((process) => ({
    rule: "shared-process",
    subject: `${name} in ${process}`,
    message: `runs in the process of ${process}: ${why}, all that ${process} does goes down with it`,
    path: ["parts", name],
  }));
}
