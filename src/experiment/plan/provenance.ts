/** The origin of findings: study, model and seed. */

import { VERSION } from "../execute/version.js";
import { CONFIDENCE } from "../findings/replication-estimates.js";
import { hashOf } from "./model-hash.js";
import type { Study, StudyVariant } from "./study.js";

/** The first fields of every document. */
export const documentHead = ({ seed, name, title }: Study) => ({
  formatVersion: 1 as const,
  version: VERSION,
  seed,
  confidence: CONFIDENCE,
  name,
  title,
});

/** Of a search, which is about one variant. */
export function provenance(study: Study, { name, model }: StudyVariant) {
  const { warmUpMs, durationMs, replications, clock } = study;
  return {
    ...documentHead(study),
    variant: name,
    modelHash: hashOf(model),
    window: { fromMs: warmUpMs, toMs: warmUpMs + durationMs, replications, clock },
    objectives: Object.entries(model.objectives).flatMap(([metric, all]) => all.map((each) => `${metric}: ${each}`)),
  };
}
