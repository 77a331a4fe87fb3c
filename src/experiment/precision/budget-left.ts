/** The budget that is left to a study, in requests; time is converted to requests by the speed so far. */
import type { Budget } from "../../model/language/model.js";

export type BudgetLeft = () => number; // Requests left.

const DEFAULT: Budget = { requests: 20_000_000 };
const FIRST_GUESS_PER_MS = 200; // Requests simulated per ms, assumed for the first run.

/** @param spent requests simulated so far @param elapsedMs wall clock; asked only if the budget is a time */
export function budgetLeft(budget: Budget = DEFAULT, spent: () => number, elapsedMs: () => number): BudgetLeft {
  if ("requests" in budget) return () => budget.requests - spent();
  return () => {
    const elapsed = elapsedMs();
    const perMs = spent() > 0 && elapsed > 0 ? spent() / elapsed : FIRST_GUESS_PER_MS;
    return (budget.ms - elapsed) * perMs;
  };
}
