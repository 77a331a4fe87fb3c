/** The steps that call a part and wait for it, by the part they call; the policies are on the step. */

import type { StepLoad } from "../check/step-loads.js";
import type { StepData, Visit } from "../language/kinds.js";
import { isFallback } from "../language/policies.js";
import type { Policies } from "../policies/catalogue.js";
import type { ChangeContext, Overlay } from "./change.js";
import { editSteps } from "./edit-steps.js";

export interface AskingStep extends StepLoad {
  readonly verb: string;
  readonly target: string; // "db.product"
  readonly part: string;
  readonly policies: Policies;
  readonly holdsInside: boolean; // A connection, while it does the steps inside.
}

/** Without those in fallbacks. */
export const askingSteps = (context: ChangeContext): readonly AskingStep[] =>
  context.steps.flatMap((load) => {
    const visit = visitOf(context, load);
    if (visit?.mayHang !== true || isFallback(load.path)) return [];
    const { target, policies, holds = false } = visit;
    return [{ ...load, verb: load.kind.verb, target, part: target.split(".")[0], policies, holdsInside: holds }];
  });

export const visitOf = ({ model, kinds }: ChangeContext, { kind, step }: StepLoad): Visit | null =>
  kind.visits(step as never, model, kinds);

/** Milliseconds of work in each millisecond; of closed traffic, whose rate only a run can tell, of one request. */
export const workOf = ({ perMs, ms }: StepLoad): number => (perMs || 1) * ms;

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

/** What users lose when steps fall back: the answer counts as good, but lacks something. */
export function lostByFallback(steps: readonly AskingStep[], when: string): { readonly loses?: string } {
  const targets = [
    ...new Set(steps.filter(({ policies }) => policies.fallback !== undefined).map(({ target }) => target)),
  ];
  return targets.length === 0 ? {} : { loses: `${when}, answers lack what ${targets.join(", ")} returns` };
}
