/** Retries around retries: how often each layer tries, and what that makes of one request. */
import type { Model } from "../language/model.js";
import { mostHedged } from "../policies/hedge.js";
import { budgetShare } from "../policies/retry.js";
import { type Hop, hopsOf, nameOfHop } from "./hops.js";

/** A call that is retried, in a chain with others. */
export interface RetryLayer {
  readonly call: string; // "shop.order → pay.charge"
  readonly part: string; // That is called.
  readonly attempts: number; // At most, of each call.
  readonly most: number; // Of each request: the product along the chain.
}

/** Requests that a call may become, each attempt hedged. */
export const attemptsAtMost = ({ policies: { retry, hedge } }: Pick<Hop, "policies">): number =>
  (retry === undefined ? 1 : Math.min(retry.attempts, 1 + budgetShare(retry))) *
  (hedge === undefined ? 1 : mostHedged(hedge));

const known = new WeakMap<Model, readonly RetryLayer[]>(); // It takes a walk over all calls.

/** In chains of at least two; of several calls of a part that which may become most. The outermost first. */
export function retryLayers(model: Model): readonly RetryLayer[] {
  const found = known.get(model) ?? layersIn(hopsOf(model));
  known.set(model, found);
  return found;
}

function layersIn(hops: readonly Hop[]): readonly RetryLayer[] {
  const layers = new Map<string, RetryLayer & { readonly depth: number }>();
  const isRetried = (hop: Hop): boolean => attemptsAtMost(hop) > 1;
  for (const hop of hops) {
    const chain = [...hop.within, hop];
    if (!isRetried(hop) || chain.filter(isRetried).length < 2) continue;
    chain.forEach((each, i) => {
      if (!isRetried(each)) return;
      const most = chain.slice(0, i + 1).reduce((product, one) => product * attemptsAtMost(one), 1);
      const layer = { call: nameOfHop(each), part: each.part, attempts: attemptsAtMost(each), most, depth: i };
      if ((layers.get(each.part)?.most ?? 0) < most) layers.set(each.part, layer);
    });
  }
  return [...layers.values()]
    .toSorted((a, b) => a.depth - b.depth)
    .map(({ call, part, attempts, most }) => ({ call, part, attempts, most }));
}
