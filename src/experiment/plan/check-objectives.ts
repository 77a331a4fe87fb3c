/** Reports objectives that cannot be judged or decided, before anything is simulated. */
import { type Objective, parseObjective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import { type Diagnostic, error, type Source } from "../../model/source/index.js";
import { grammarOf } from "../figures/grammar.js";
import { isSought } from "../figures/of-variant.js";
import { heavyTails, ofAll } from "../findings/heavy-tails.js";
import { objectivesOf, type StudyVariant } from "./study.js";

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

/**
 * Objectives that no run can decide: on a mean without a valid interval, see `heavy-tails.ts`.
 *
 * @returns each as written, with the reason; empty if all can be decided
 */
export function undecidable(variant: StudyVariant): string[] {
  const tails = heavyTails(variant.model);
  return objectivesOf(variant).flatMap(({ metric, endpoint, statistic, expression }) => {
    if (metric !== "latency" || statistic !== "mean") return [];
    const doubt = endpoint === null ? ofAll(tails) : (tails.endpoints.get(endpoint) ?? null);
    const name = endpoint === null ? metric : `${metric}{${endpoint}}`;
    return doubt === null ? [] : [`${name}: ${expression} cannot be decided: ${doubt.reason}`];
  });
}
