/** The objectives of a variant, parsed; they passed the check when the file was read. */
import { type Objective, parseObjective } from "../../analysis/verdicts/objectives.js";
import { ALL_FAMILIES } from "../figures/grammar.js";
import type { StudyVariant } from "./study.js";

export function objectivesOf({ model }: StudyVariant): Objective[] {
  return Object.entries(model.objectives).flatMap(([metric, expressions]) =>
    expressions.flatMap((expression) => {
      const parsed = parseObjective(metric, expression, { families: ALL_FAMILIES });
      if ("errors" in parsed)
        throw new Error(`"${metric}: ${expression}" passed the check: ${parsed.errors.join("; ")}`);
      return [parsed.objective];
    }),
  );
}
