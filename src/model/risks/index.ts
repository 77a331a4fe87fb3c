/** The risks of a model, and those a proposal adds. Parts have their own rules; rules about calls are in `call-rules.ts`. */
import { partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { callRisks } from "./call-rules.js";
import { keyOf, type Risk } from "./risk.js";
import { surroundingsOf } from "./surroundings-of.js";

export type { Risk } from "./risk.js";

/** Risks that amplify failures come before missing remedies; a rule not listed here comes first. */
const ORDER = [
  "cold-cache",
  "retry-amplification",
  "retry-without-budget",
  "retry-without-jitter",
  "hedge-without-budget",
  "oversized-pool",
  "unbounded-queue",
  "dropped-messages",
  "slow-autoscaler",
  "hot-key",
  "stale-read",
  "two-writes",
  "shared-process",
  "state-in-process",
  "runs-on-each",
  "single-point",
  "no-timeout",
  "no-fallback",
];

/** Each risk once, however often its hop is reached. */
export function risksOf(model: Model): readonly Risk[] {
  const around = surroundingsOf(model);
  const ofParts = Object.entries(model.parts).flatMap(
    ([name, part]) => partKindOf(part)?.risks?.(around, name, part as never) ?? [],
  );
  const all = [...ofParts, ...callRisks(around.hops)];
  const inOrder = all.toSorted((a, b) => ORDER.indexOf(a.rule) - ORDER.indexOf(b.rule));
  return [...new Map(inOrder.map((risk) => [keyOf(risk), risk])).values()];
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
