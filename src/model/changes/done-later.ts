/** What an answer would lack if a step ran after it: nothing for a write, perhaps something for a read or a computation. */

import type { StepLoad } from "../check/step-loads.js";
import type { Hop } from "../risks/hops.js";
import { visitOf } from "./asking-steps.js";
import type { ChangeContext } from "./change.js";

/** `lacks`: what users would miss, null for nothing; "all": the step is useless later. */
export type Lack = { readonly lacks: string | null } | "all";

/** @param before the steps that the same list has before it */
export function lackOf(context: ChangeContext, load: StepLoad, before: readonly StepLoad[]): Lack {
  if (load.kind.does === "waits") return before.some((each) => isWriting(context, each)) ? { lacks: null } : "all";
  if (load.kind.does === "computes")
    return {
      lacks: before.some((each) => isWriting(context, each)) ? null : "the answer lacks what is computed there",
    };
  if (isWriting(context, load)) return { lacks: null };
  const visit = visitOf(context, load);
  if (visit === null || visit.effect !== null || has("reads", context, load)) return "all";
  return { lacks: `the answer lacks what ${visit.target} returns` };
}

export const isWriting = (context: ChangeContext, load: StepLoad): boolean => has("writes", context, load);

/** Whether the step, or a call inside it, has this effect. What makes an effect happen elsewhere writes too. */
function has(effect: Hop["effect"], { hops, steps }: ChangeContext, { path }: StepLoad): boolean {
  const key = path.join();
  const asked = hops.filter((hop) => [...hop.within, hop].some((each) => each.path.join() === key));
  const happens = ({ target }: Hop): boolean =>
    steps.some(({ kind, step, path: [, part, , entry] }) => {
      return kind.makes !== undefined && kind.makes(step as never) !== null && target === `${part}.${entry}`;
    });
  return asked.some((hop) => hop.effect === effect || (effect === "writes" && happens(hop)));
}
