/** A figure of a variant, with its interval, or the reason why it has none. */

import { type Figure, type Holding, inFindings, type Scope } from "../../analysis/figures/figure.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import type { Doubt } from "../findings/heavy-tails.js";
import { doubted } from "../findings/missing-figures.js";
import { skewAdjustedEstimate } from "../findings/skew.js";
import { estimateOf } from "./sample.js";
import { type Runs, requestsOf, sampleOf } from "./sample-of.js";

/** What is known of a variant while its findings are put together. */
export interface Known extends Runs {
  readonly holding: Holding | null; // Null: nothing is found yet.
  readonly isSteady: boolean; // Then how skewed a latency's estimates are can be told.
  /** Why a figure that depends on how long one looks has no value; null: there is no such reason. */
  growing(scope: Scope): string | null;
  /** What makes a mean of these requests doubtful, of those that no findings hold: null where nothing does. */
  doubt(scope: Scope): Doubt | null;
}

export function figureEstimate(figure: Figure, known: Known): Estimate {
  const held = known.holding === null ? null : inFindings(figure, known.holding);
  if (held !== null) return held;
  const growing = figure.unit === "ms" || figure.family === "queue" ? known.growing(figure.scope) : null;
  if (growing !== null) return noEstimate(growing);
  const found = estimateOf(sampleOf(figure, known), figure.statistic);
  const asked = figure.family === "latency" && known.isSteady ? requestsOf(figure.scope, known) : null;
  if (asked === null || "missing" in asked) return found;
  const adjusted = skewAdjustedEstimate(found, figure.statistic, asked.each);
  return figure.statistic === "mean" ? doubted(adjusted, known.doubt(figure.scope)) : adjusted;
}
