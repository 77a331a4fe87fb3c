/** What requests of an endpoint do, with all that works for them: the effects they make happen, and the parts they visit. */
import { type Kinds, partKindIn, type StepData, stepKindIn } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import type { Path } from "../source/diagnostics.js";

export interface Made {
  readonly effect: string;
  readonly undoes: boolean;
  readonly path: Path; // Of the step.
  readonly isRepeated: boolean; // A request may pass it several times, without any failure.
}

export interface Done {
  readonly made: readonly Made[];
  readonly parts: ReadonlySet<string>;
}

/** @param target "web.order" */
export function doneBy(model: Model, kinds: Kinds, target: string): Done {
  const made: Made[] = [];
  const parts = new Set<string>();
  const seen = new Set<string>(); // Each once, but for what loops change: circles are told elsewhere.
  const follow = (called: string, isRepeated: boolean): void => {
    if (seen.has(`${called} ${isRepeated}`)) return;
    seen.add(`${called} ${isRepeated}`);
    const [name = "", entryName = ""] = called.split(".");
    if (!Object.hasOwn(model.parts, name)) return;
    parts.add(name);
    const part = model.parts[name];
    const kind = partKindIn(kinds, part);
    for (const { to } of kind?.takesMessages?.handsOn?.(part as never) ?? []) follow(to, isRepeated);
    for (const each of kind?.entries?.(part as never) ?? [])
      if (each.name === entryName) walk(each.steps, ["parts", name, ...each.under], isRepeated);
  };
  const walk = (steps: readonly StepData[], under: Path, isRepeated: boolean): void => {
    for (const [i, step] of steps.entries()) {
      const kind = stepKindIn(kinds, step);
      if (kind === undefined) continue;
      const path = [...under, i];
      const own = kind.makes?.(step as never);
      if (own !== undefined) made.push({ ...own, path, isRepeated });
      const visit = kind.visits(step as never, model, kinds);
      if (visit !== null) follow(visit.target, isRepeated);
      for (const inside of kind.inside(step as never, model))
        walk(inside.steps, [...path, ...inside.under], isRepeated || inside.times > 1);
    }
  };
  follow(target, false);
  return { made, parts };
}
