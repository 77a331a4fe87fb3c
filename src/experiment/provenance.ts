/** What a finding says of where it comes from. */
import { CONFIDENCE } from "./measured.js";
import { hashOf, type Study, type StudyVariant } from "./study.js";
import { VERSION } from "./version.js";

export function provenance(study: Study, { name, model }: StudyVariant) {
  const { seed, title, warmUpMs, durationMs, replications, clock } = study;
  return {
    formatVersion: 1 as const,
    version: VERSION,
    seed,
    confidence: CONFIDENCE,
    name: study.name,
    title,
    variant: name,
    modelHash: hashOf(model),
    window: { fromMs: warmUpMs, toMs: warmUpMs + durationMs, replications, clock },
    objectives: Object.entries(model.objectives).flatMap(([metric, all]) => all.map((each) => `${metric}: ${each}`)),
  };
}
