/** Both models are judged by the objectives of both, so that one cannot be dropped unseen; the proposal's decide. */
import type { ObjectiveDiff } from "../../analysis/findings/diff-findings.js";
import { parseObjective } from "../../analysis/verdicts/objectives.js";
import type { Model, Objectives } from "../../model/language/model.js";
import { ALL_FAMILIES } from "../figures/grammar.js";
import type { StudyVariant } from "../plan/study.js";

export interface AskedObjective {
  readonly metric: string;
  readonly expression: string;
  readonly asked: ObjectiveDiff["asked"];
}

export function askedObjectives(base: Model, proposal: Model): readonly AskedObjective[] {
  const [before, after] = [flat(base.objectives), flat(proposal.objectives)];
  const [asBefore, asAfter] = [before, after].map((all) => new Set(all.map(({ meaning }) => meaning)));
  return [
    ...after.map((each) => as(asBefore.has(each.meaning) ? "both" : "proposal", each)),
    ...before.filter(({ meaning }) => !asAfter.has(meaning)).map((each) => as("base", each)),
  ];
}

type Written = Pick<AskedObjective, "metric" | "expression">;

const as = (asked: AskedObjective["asked"], { metric, expression }: Written): AskedObjective => ({
  metric,
  expression,
  asked,
});

const flat = (objectives: Objectives) =>
  Object.entries(objectives).flatMap(([metric, expressions]) =>
    expressions.map((expression) => ({ metric, expression, meaning: meaningOf(metric, expression) })),
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

const DIGITS = 12; // 0.07 s is 70.00000000000001 ms.

/** @returns the same text for what is judged in the same way */
export function meaningOf(metric: string, expression: string): string {
  const parsed = parseObjective(metric, expression, { families: ALL_FAMILIES });
  if ("errors" in parsed) return `${metric}: ${expression}`;
  const { figure, comparison, limit } = parsed.objective;
  return JSON.stringify([figure.name, comparison, Number(limit.toPrecision(DIGITS))]);
}
