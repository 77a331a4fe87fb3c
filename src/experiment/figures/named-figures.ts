/** The figures that a study shows, and those that it names and nothing else in a variant's findings tells. */

import type { Figure } from "../../analysis/figures/figure.js";
import { inFindings } from "../../analysis/figures/in-findings.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import type { Model } from "../../model/language/model.js";
import type { Study } from "../plan/study.js";
import { figureEstimate, type Known } from "./estimate.js";
import { exactOf } from "./of-variant.js";

export function namedFigures(
  figures: readonly Figure[],
  study: Study,
  model: Model,
  known: Known,
): Readonly<Record<string, Estimate>> {
  const isShown = ({ name }: Figure): boolean => study.show.some((each) => each.name === name);
  const isMissing = (figure: Figure): boolean => known.holding === null || inFindings(figure, known.holding) === null;
  const missing = figures.filter(
    (figure) => !isSought(figure) && isIn(figure, model) && (isShown(figure) || isMissing(figure)),
  );
  return Object.fromEntries(
    missing.map((figure) => [
      figure.name,
      isExact(figure)
        ? exactOf(figure, study, model, known.holding?.all.offeredLoad ?? noEstimate("nothing was measured"))
        : figureEstimate(figure, known),
    ]),
  );
}

/** Whether the variant has what the figure is of: a part that only others have is no figure of it. */
function isIn({ scope }: Figure, { parts, traffic }: Model): boolean {
  if (scope.kind === "source") return Object.hasOwn(traffic, scope.name);
  if (scope.kind === "part") return Object.hasOwn(parts, scope.name);
  return scope.kind !== "resource" || Object.hasOwn(parts, scope.part);
}

/** Known from the model alone, whatever the runs show. */
export const isExact = ({ scope, family }: Figure): boolean =>
  scope.kind === "variant" && family !== "recovery" && !SOUGHT.includes(family);

/** Found by a search of its own, after the runs. */
export const isSought = ({ family }: Figure): boolean => SOUGHT.includes(family);

export const SOUGHT = ["ceiling", "headroom"];
