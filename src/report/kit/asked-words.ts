/** What an objective asked, and what was measured of it. */
import type { ObjectiveFindings } from "../../analysis/findings/findings.js";
import { parseObjective } from "../../analysis/verdicts/objectives.js";
import { inline, showMeasured } from "../../charts/kit/estimate.js";
import { isOrAre } from "../../charts/kit/words.js";

/** "p99 of web.checkout is 1.01 s ±0.01, asked was < 1s"; "errors are unknown, asked was < 1%". */
export function askedWords({ metric, expression, measured, unit }: ObjectiveFindings): string {
  const parsed = parseObjective(metric, expression);
  const name = "errors" in parsed ? metric : parsed.objective.figure.name;
  const limit = /[<>]=?.*$/.exec(expression)?.[0] ?? expression;
  return `${name} ${isOrAre(name)} ${inline(showMeasured(measured, unit))}, asked was ${limit.replaceAll(" ", "\u00a0")}`;
}
