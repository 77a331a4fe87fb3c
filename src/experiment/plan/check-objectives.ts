/** Reports objectives that cannot be judged, before anything is simulated. */
import { type Objective, parseObjective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import { type Diagnostic, error, type Source } from "../../model/source/index.js";
import { grammarOf } from "../figures/grammar.js";
import { isSought } from "../figures/named-figures.js";

export function checkObjectives(model: Model, locate: Source["locate"]): Diagnostic[] {
  const grammar = grammarOf(model);
  return Object.entries(model.objectives).flatMap(([metric, expressions]) =>
    expressions.flatMap((expression, i) => {
      const parsed = parseObjective(metric, expression, grammar);
      const errors = "errors" in parsed ? parsed.errors : whySought(parsed.objective);
      return errors.map((message) => error(message, locate(["objectives", metric, i])));
    }),
  );
}

const whySought = ({ figure }: Objective): string[] =>
  isSought(figure) ? [`the ${figure.name} is found by the objectives, so it cannot be one: claim it`] : [];
