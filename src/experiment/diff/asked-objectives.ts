/** Both models are judged by the objectives of both, so that one cannot be dropped unseen; the proposal's decide. */
import type { ObjectiveDiff } from "../../analysis/diff-findings.js";
import type { Model, Objectives } from "../../model/model.js";
import type { StudyVariant } from "../study.js";

export interface AskedObjective {
  readonly metric: string;
  readonly expression: string;
  readonly asked: ObjectiveDiff["asked"];
}

export function askedObjectives(base: Model, proposal: Model): readonly AskedObjective[] {
  const [before, after] = [flat(base.objectives), flat(proposal.objectives)];
  const isIn = (all: readonly Pick<AskedObjective, "metric" | "expression">[], one: (typeof all)[number]): boolean =>
    all.some(({ metric, expression }) => metric === one.metric && expression === one.expression);
  return [
    ...after.map((each) => ({ ...each, asked: isIn(before, each) ? ("both" as const) : ("proposal" as const) })),
    ...before.filter((each) => !isIn(after, each)).map((each) => ({ ...each, asked: "base" as const })),
  ];
}

const flat = (objectives: Objectives) =>
  Object.entries(objectives).flatMap(([metric, expressions]) =>
    expressions.map((expression) => ({ metric, expression })),
  );

export function judgedBy(variants: readonly StudyVariant[], asked: readonly AskedObjective[]): StudyVariant[] {
  const metrics = [...new Set(asked.map(({ metric }) => metric))];
  const objectives: Objectives = Object.fromEntries(
    metrics.map((metric) => [
      metric,
      asked.filter((each) => each.metric === metric).map(({ expression }) => expression),
    ]),
  );
  return variants.map((variant) => ({ ...variant, model: { ...variant.model, objectives } }));
}
