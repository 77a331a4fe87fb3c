import { Command, Option } from "commander";
import { ceilingSchema } from "../analysis/findings/ceiling-findings.js";
import { diffSchema } from "../analysis/findings/diff-findings.js";
import { findingsSchema } from "../analysis/findings/findings.js";
import { nextSchema } from "../analysis/findings/next-findings.js";
import { sweepSchema } from "../analysis/findings/sweep-findings.js";
import { tornadoSchema } from "../analysis/findings/tornado-findings.js";
import { experimentJsonSchema } from "../experiment/plan/schema.js";
import { modelJsonSchema } from "../model/language/json-schema.js";
import { documentSchema } from "../report/kit/json.js";
import { stdout } from "./kit/terminals.js";

const SCHEMAS: Record<string, () => unknown> = {
  model: modelJsonSchema,
  experiment: experimentJsonSchema,
  result: () => documentSchema(findingsSchema),
  diff: () => documentSchema(diffSchema),
  sweep: () => documentSchema(sweepSchema),
  tornado: () => documentSchema(tornadoSchema),
  ceiling: () => documentSchema(ceilingSchema),
  next: () => documentSchema(nextSchema),
};

/** `headroom schema`: the JSON Schema of a model, an experiment, or what `--json` prints. */
export const schemaCommand = (): Command =>
  new Command("schema")
    .description(
      "print the JSON Schema of model files (or of experiments, result.json, or what --json prints elsewhere)",
    )
    .addOption(new Option("--of <what>", "which").choices(Object.keys(SCHEMAS)).default("model"))
    .action(({ of }: { of: string }) => stdout.write(`${JSON.stringify(SCHEMAS[of](), null, 2)}\n`));
