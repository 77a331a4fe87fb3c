/** Objectives that no run can decide: on a mean without a valid interval, see `heavy-tails.ts`. */
import { heavyTails, ofAll } from "../findings/heavy-tails.js";
import { objectivesOf } from "./objectives-of.js";
import type { StudyVariant } from "./study.js";

/** @returns each as written, with the reason; empty if all can be decided */
export function undecidable(variant: StudyVariant): string[] {
  const tails = heavyTails(variant.model);
  return objectivesOf(variant).flatMap(({ metric, endpoint, statistic, expression }) => {
    if (metric !== "latency" || statistic !== "mean") return [];
    const doubt = endpoint === null ? ofAll(tails) : (tails.endpoints.get(endpoint) ?? null);
    const name = endpoint === null ? metric : `${metric}{${endpoint}}`;
    return doubt === null ? [] : [`${name}: ${expression} cannot be decided: ${doubt.reason}`];
  });
}
