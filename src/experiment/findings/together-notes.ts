/** What happens to a module happens to all that runs in its process: its releases, and its crashes. */

import { KINDS } from "../../model/language/catalogue.js";
import { isModule, processesOf } from "../../model/language/processes.js";
import { actsOf } from "../../model/timeline/entries.js";
import type { Study } from "../plan/study.js";

export function togetherNotes({ variants }: Study): string[] {
  return variants.flatMap(({ name, model }) => {
    const { parts } = model;
    const of = actsOf(model).filter(({ kind, about }) => kind.isOfProcess === true && isModule(parts, KINDS, about));
    return of.map((act) => {
      const processes = processesOf(parts, KINDS, act.about).join(" and ");
      return `In “${name}”, “${act.name}” happens to all that ${processes} does: ${act.about} runs in its process.`;
    });
  });
}
