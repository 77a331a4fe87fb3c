/** How the loads of a variant grow while it runs. */
import type { Study } from "../../experiment/plan/study.js";
import { isGrowing, loadsAfter, type Outgrown, outgrown } from "../../model/check/growth.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import type { Model } from "../../model/language/model.js";

export interface LoadGrowth {
  readonly untilMs: number; // The end of a run.
  readonly resources: readonly OfferedLoad[]; // At that moment.
  readonly outgrown: Outgrown | null; // The first to be full.
}

/** Null where nothing grows. */
export function growthIn({ warmUpMs, durationMs }: Study, model: Model): LoadGrowth | null {
  if (!isGrowing(model)) return null;
  const untilMs = warmUpMs + durationMs;
  return { untilMs, resources: loadsAfter(model, untilMs), outgrown: outgrown(model) };
}
