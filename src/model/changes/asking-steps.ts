/** The steps that ask a service or a database and wait, by whom they ask: there stand the policies. */

import type { StepLoad } from "../check/step-loads.js";
import type { StepData } from "../language/part-kind.js";
import type { Policies } from "../language/policies.js";
import type { ChangeContext, Overlay } from "./change.js";
import { editSteps } from "./edit-steps.js";

export interface AskingStep extends StepLoad {
  readonly verb: "call" | "query";
  readonly target: string; // "db.product"
  readonly part: string;
  readonly policies: Policies;
}

/** A fallback is not the way that is taken. */
export const askingSteps = ({ steps }: ChangeContext): readonly AskingStep[] =>
  steps.flatMap((load) => {
    const verb = (["call", "query"] as const).find((each) => each in load.step);
    if (verb === undefined || load.path.includes("fallback")) return [];
    const target = String(load.step[verb]);
    return [{ ...load, verb, target, part: target.split(".")[0], policies: load.step as unknown as Policies }];
  });

export function groupedBy<T>(
  all: readonly T[],
  keyOf: (each: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups];
}

/** Every one of the steps, with these policies; null removes one. */
export const setPolicies = (context: ChangeContext, steps: readonly StepLoad[], policies: StepData): Overlay =>
  editSteps(
    context,
    steps.map(({ path }) => ({
      path,
      edit: (step) =>
        Object.fromEntries(Object.entries({ ...step, ...policies }).filter(([, value]) => value !== null)),
    })),
  );

/** Of steps that fall back when they fail: an answer that comes without them counts as one, and lacks something. */
export function lostByFallback(steps: readonly AskingStep[], when: string): { readonly loses?: string } {
  const targets = [
    ...new Set(steps.filter(({ policies }) => policies.fallback !== undefined).map(({ target }) => target)),
  ];
  return targets.length === 0 ? {} : { loses: `${when}, answers lack what ${targets.join(", ")} returns` };
}
