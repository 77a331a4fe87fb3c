/** What an answer would lack if a step were done after it: nothing of a write, perhaps something of what is asked or computed. */

import type { StepLoad } from "../check/step-loads.js";
import type { Model } from "../language/model.js";
import { type Hop, hopsOf } from "../risks/hops.js";
import type { ChangeContext } from "./change.js";

/** Nothing; or what users would miss; or all that the step is for, so that it is no use later. */
export type Lack = { readonly lacks: string | null } | "all";

/** @param before the steps that the same list has before it */
export function lackOf({ model }: ChangeContext, load: StepLoad, before: readonly StepLoad[]): Lack {
  const hops = hopsOf(model);
  if ("cpu" in load.step)
    return {
      lacks: before.some((each) => writes(model, hops, each)) ? null : "the answer lacks what is computed there",
    };
  if (writes(model, hops, load)) return { lacks: null };
  if (!("call" in load.step) || reads(model, hops, load)) return "all";
  return { lacks: `the answer lacks what ${load.step.call} returns` };
}

export const isWriting = ({ model }: ChangeContext, load: StepLoad): boolean => writes(model, hopsOf(model), load);

/** The step itself, and what is asked while it lasts. */
const asked = (hops: readonly Hop[], { path }: StepLoad): readonly Hop[] => {
  const key = path.join();
  return hops.filter((hop) => [...hop.within, hop].some((each) => each.path.join() === key));
};

const writes = (model: Model, hops: readonly Hop[], load: StepLoad): boolean =>
  asked(hops, load).some((hop) => hop.verb === "publish" || (hop.verb === "query" && isWrite(model, hop)));

const reads = (model: Model, hops: readonly Hop[], load: StepLoad): boolean =>
  asked(hops, load).some((hop) => hop.verb === "get" || (hop.verb === "query" && !isWrite(model, hop)));

function isWrite({ parts }: Model, { part, target }: Hop): boolean {
  const { queries = {} } = parts[part] as { queries?: Record<string, { write?: boolean }> };
  return queries[target.split(".")[1]]?.write === true;
}
