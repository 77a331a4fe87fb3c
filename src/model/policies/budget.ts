/** A budget of further requests, of retries or of hedges. */
import { z } from "zod";
import { RetryBudget } from "../../components/policies/retry-budget.js";
import { count, percent } from "../language/values/index.js";
import type { Site } from "../wiring/site.js";

/** @param what "Retries" */
export const budgetOptions = (what: string) =>
  z
    .union([
      percent(),
      z.strictObject({
        share: percent().describe(`${what} as a share of first attempts`),
        burst: count({ min: 1, max: 1_000_000 })
          .optional()
          .describe(`${what} kept in reserve, full at the start, and nothing beyond; without it, as above`),
      }),
    ])
    .optional()
    .describe(
      `${what} allowed, as a share of first attempts, as Finagle has it. What is not used is kept for 10 s, and a reserve of ten for good, full at the start. No limit if not given`,
    );

export interface Budgeted {
  readonly budget?: number | { readonly share: number; readonly burst?: number | undefined } | undefined;
}

/** Further requests that the budget allows per first attempt; Infinity without a budget. */
export const budgetShare = ({ budget = Number.POSITIVE_INFINITY }: Budgeted): number =>
  typeof budget === "number" ? budget : budget.share;

/** One for all calls of the step. @param said the policy, which is an object of its own for each step */
export function budgetOf(site: Site, said: Budgeted, purpose: string): RetryBudget {
  const { budget } = said;
  const burst = typeof budget === "object" ? (budget.burst ?? null) : null;
  const { simulation } = site.assembly;
  return site.assembly.once(said, `budget ${purpose}`, () => {
    return new RetryBudget({ share: budgetShare(said), burst }, () => simulation.nowMs);
  });
}
