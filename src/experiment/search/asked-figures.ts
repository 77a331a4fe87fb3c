/** The figures that `--figure` names: what a sweep shows of each point, what a tornado compares, or what a run prints. */
import { type Figure, isOfRecovery } from "../../analysis/figures/figure.js";
import { parseFigure, type Read } from "../../analysis/figures/parse-figure.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import type { Model } from "../../model/language/model.js";
import { grammarOf } from "../figures/grammar.js";
import { exactOf, isExact, isSought } from "../figures/of-variant.js";
import { comparedMetric } from "../findings/compared-metrics.js";
import { objectivesOf, type Study, type StudyVariant } from "../plan/study.js";
import type { Look } from "./probe.js";

export const FIGURES_MOST = 3; // That a table has room for.

interface Asking {
  readonly most?: number;
  readonly asker?: string; // Where they are named, for what is said of a mistake.
}

/**
 * @param texts as in a claim: "p90 of web.page"
 * @param variants of which at least one has each figure
 * @returns each figure once, in the order given, or every mistake
 */
export function readFigures(
  texts: readonly string[],
  variants: readonly StudyVariant[],
  study: Study,
  { most = FIGURES_MOST, asker = "--figure" }: Asking = {},
): Read<readonly Figure[]> {
  const found = new Map<string, Figure>();
  const errors = texts.flatMap((text) => {
    const reads = variants.map(({ model }) => parseFigure(text, grammarOf(model)));
    const read = reads.find((each) => "found" in each) ?? reads[0]!;
    if ("errors" in read) return read.errors.map((message) => `${asker} "${text}": ${message}`);
    found.set(read.found.name, read.found);
    return isSought(read.found) && study.ceiling === null
      ? [`the ${read.found.name} takes a search of its own: headroom ceiling`]
      : [];
  });
  if (found.size > most) errors.push(`${found.size} figures; ${most} are the most`);
  const isStill = study.spike === null && variants.every(({ model }) => Object.keys(model.timeline).length === 0);
  for (const [name, figure] of found)
    if (isOfRecovery(figure) && isStill)
      errors.push(`${name} is from what happens: take a model with a \`timeline\`, or an experiment with \`spike:\``);
  return errors.length > 0 ? { errors } : { found: [...found.values()] };
}

/** So that the runs watch what the figures need. */
export const watching = (study: Study, figures: readonly Figure[]): Study => ({
  ...study,
  figures: eachOnce([...study.figures, ...figures]),
});

/** So that they stand in the findings of every variant by their names, and as columns in the tables. */
export const showing = (study: Study, figures: readonly Figure[]): Study => ({
  ...watching(study, figures),
  show: eachOnce([...study.show, ...figures]),
});

const eachOnce = (figures: readonly Figure[]): readonly Figure[] => [
  ...new Map(figures.map((figure) => [figure.name, figure])).values(),
];

/** What a look at a model says of a figure. What the model alone tells is known even if its runs were cut short. */
export function figureAt(figure: Figure, study: Study, model: Model, { findings }: Look, none: Estimate): Estimate {
  if (findings !== null) return comparedMetric(figure).shown(findings);
  return isExact(figure) ? exactOf(figure, study, model, noEstimate("the run was cut short")) : none;
}

/** Which of the objectives, in their order, is about that very figure; null: none is. */
export function askedAt({ name }: Figure, variant: StudyVariant): number | null {
  const at = objectivesOf(variant).findIndex(({ figure }) => figure.name === name);
  return at < 0 ? null : at;
}
