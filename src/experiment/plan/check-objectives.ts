/** Objectives that cannot be judged are mistakes, found before anything is simulated. */
import { parseObjective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import { type Diagnostic, error, type Source } from "../../model/source/index.js";

export function checkObjectives({ objectives, traffic }: Model, locate: Source["locate"]): Diagnostic[] {
  const endpoints = Object.values(traffic).flatMap(({ mix }) => Object.keys(mix));
  return Object.entries(objectives).flatMap(([metric, expressions]) =>
    expressions.flatMap((expression, i) => {
      const parsed = parseObjective(metric, expression, endpoints);
      if (!("errors" in parsed)) return [];
      return parsed.errors.map((message) => error(message, locate(["objectives", metric, i])));
    }),
  );
}
