import { ceilingSchema } from "../../analysis/findings/ceiling-findings.js";
import { diffSchema } from "../../analysis/findings/diff-findings.js";
import { explainSchema } from "../../analysis/findings/explain-findings.js";
import { findingsSchema } from "../../analysis/findings/findings.js";
import { gamedaySchema } from "../../analysis/findings/gameday-findings.js";
import { loopSchema } from "../../analysis/findings/loop-findings.js";
import { nextSchema } from "../../analysis/findings/next-findings.js";
import { sweepSchema } from "../../analysis/findings/sweep-findings.js";
import { tornadoSchema } from "../../analysis/findings/tornado-findings.js";
import { experimentJsonSchema } from "../../experiment/plan/schema.js";
import { modelJsonSchema } from "../../model/language/json-schema.js";
import { documentSchema } from "../../report/kit/json.js";
import type { Document } from "./command.js";

/** The JSON Schema of each, made from the schemas that read it. */
export const DOCUMENT_SCHEMAS: Readonly<Record<Document, () => unknown>> = {
  model: modelJsonSchema,
  experiment: experimentJsonSchema,
  result: () => documentSchema(findingsSchema),
  diff: () => documentSchema(diffSchema),
  sweep: () => documentSchema(sweepSchema),
  tornado: () => documentSchema(tornadoSchema),
  ceiling: () => documentSchema(ceilingSchema),
  next: () => documentSchema(nextSchema),
  gameday: () => documentSchema(gamedaySchema),
  explain: () => documentSchema(explainSchema),
  loop: () => documentSchema(loopSchema),
};
