/** What an objective means, however it is written: `avg < 0.2s` is `mean < 200ms`. */
import { parseObjective } from "../../analysis/verdicts/objectives.js";
import { ALL_FAMILIES } from "../figures/grammar.js";

const DIGITS = 12; // 0.07 s is 70.00000000000001 ms.

/** @returns the same text for what is judged in the same way */
export function meaningOf(metric: string, expression: string): string {
  const parsed = parseObjective(metric, expression, { families: ALL_FAMILIES });
  if ("errors" in parsed) return `${metric}: ${expression}`;
  const { figure, comparison, limit } = parsed.objective;
  return JSON.stringify([figure.name, comparison, Number(limit.toPrecision(DIGITS))]);
}
