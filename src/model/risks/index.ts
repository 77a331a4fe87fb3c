/** The risks of a model, and which of them a proposal brings. A new rule is its own file and one line here. */
import type { Model } from "../language/model.js";
import { coldCache } from "../parts/cache/cold-cache.js";
import { oversizedPool } from "../parts/database/oversized-pool.js";
import { staleRead } from "../parts/database/stale-read.js";
import { hopsOf } from "./hops.js";
import { noFallback } from "./no-fallback.js";
import { noTimeout } from "./no-timeout.js";
import { retryAmplification } from "./retry-amplification.js";
import { retryBudget } from "./retry-budget.js";
import { retryJitter } from "./retry-jitter.js";
import { keyOf, type Risk, type RiskRule } from "./risk.js";
import { singlePoint } from "./single-point.js";
import { unboundedQueue } from "./unbounded-queue.js";

export type { Risk } from "./risk.js";

const RULES: readonly RiskRule[] = [
  coldCache,
  retryAmplification,
  retryBudget,
  retryJitter,
  oversizedPool,
  unboundedQueue,
  staleRead,
  singlePoint,
  noTimeout,
  noFallback,
];

/** Each once, however often its hop is reached. */
export function risksOf(model: Model): readonly Risk[] {
  const hops = hopsOf(model);
  const all = RULES.flatMap((rule) => rule(model, hops));
  return [...new Map(all.map((risk) => [keyOf(risk), risk])).values()];
}

export interface RiskChanges {
  readonly fresh: readonly Risk[]; // In the proposal and not in the base.
  readonly gone: readonly Risk[];
  readonly kept: number;
}

export function riskChanges(base: Model, proposal: Model): RiskChanges {
  const [before, after] = [risksOf(base), risksOf(proposal)];
  const missingIn = (others: readonly Risk[]) => {
    const known = new Set(others.map(keyOf));
    return (risk: Risk): boolean => !known.has(keyOf(risk));
  };
  const fresh = after.filter(missingIn(before));
  return { fresh, gone: before.filter(missingIn(after)), kept: after.length - fresh.length };
}
