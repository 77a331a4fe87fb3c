/** What an objective means, however it is written: `avg < 0.2s` is `mean < 200ms`. */
import { parseObjective } from "../../analysis/verdicts/objectives.js";

const DIGITS = 12; // 0.07 s is 70.00000000000001 ms.

/** @returns the same text for what is judged in the same way */
export function meaningOf(metric: string, expression: string): string {
  const parsed = parseObjective(metric, expression);
  if ("errors" in parsed) return `${metric}: ${expression}`;
  const { endpoint, statistic, comparison, limit } = parsed.objective;
  return JSON.stringify([parsed.objective.metric, endpoint, statistic, comparison, Number(limit.toPrecision(DIGITS))]);
}
