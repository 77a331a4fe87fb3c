/** Reports objectives that cannot be judged or decided, before anything is simulated. */
import type { Grammar } from "../../analysis/figures/parse-figure.js";
import { type Objective, parseObjective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import { asYaml, isRecord } from "../../model/language/other-words.js";
import type { Fix } from "../../model/source/fix.js";
import { type Diagnostic, error, type Source } from "../../model/source/index.js";
import { ALL_FAMILIES, grammarOf } from "../figures/grammar.js";
import { isSought } from "../figures/of-variant.js";
import { heavyTails, ofAll } from "../findings/heavy-tails.js";
import { type Meant, meantBy } from "./objective-words.js";
import { objectivesOf, type StudyVariant } from "./study.js";

export const checkObjectives = (model: Model, locate: Source["locate"]): Diagnostic[] =>
  mistakesIn(model.objectives, grammarOf(model), locate);

/** Of a file that is no model, so that any name of a part passes. */
export function checkUnread({ data, locate }: Source): Diagnostic[] {
  const said = isRecord(data) && isRecord(data.objectives) ? data.objectives : {};
  const texts = Object.entries(said).map(([metric, value]) => [
    metric,
    [value].flat().filter((each) => typeof each === "string"),
  ]);
  return mistakesIn(Object.fromEntries(texts), { families: ALL_FAMILIES }, locate);
}

function mistakesIn(objectives: Model["objectives"], grammar: Grammar, locate: Source["locate"]): Diagnostic[] {
  return Object.entries(objectives).flatMap(([metric, expressions]) => {
    let meant: Advice | null | undefined; // Found once there is a mistake.
    return expressions.flatMap((expression, i) => {
      const parsed = parseObjective(metric, expression, grammar);
      if (!("errors" in parsed))
        return whySought(parsed.objective).map((message) => error(message, locate(["objectives", metric, i])));
      if (meant === undefined) meant = adviceOn(metric, meantBy(metric, expressions, grammar));
      const { hint, fix } = meant ?? {};
      const errors = meant === null ? parsed.errors : parsed.errors.slice(0, 1).map(withoutList);
      return errors.map((message) => error(message, locate(["objectives", metric, i]), hint, fix));
    });
  });
}

interface Advice {
  readonly hint: string;
  readonly fix: readonly Fix[];
}

function adviceOn(metric: string, meant: Meant | null): Advice | null {
  if (meant === null) return null;
  const value = asYaml(meant.conditions);
  const at = ["objectives", metric];
  if (meant.metric === metric) return { hint: `write \`${value}\``, fix: [{ at, of: "value", write: value }] };
  const write = `${/[{}]/.test(meant.metric) ? JSON.stringify(meant.metric) : meant.metric}: ${value}`;
  return { hint: `write \`${write}\``, fix: [{ at, of: "entry", write }] };
}

/** What there is need not be listed beside what to write. */
const withoutList = (message: string): string => message.replace(/(; there is|: did you mean|: write it as) .*$/, "");

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
