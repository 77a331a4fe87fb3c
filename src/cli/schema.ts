import { Command, Option } from "commander";
import { z } from "zod";
import { experimentJsonSchema } from "../experiment/plan/schema.js";
import { modelJsonSchema } from "../model/language/json-schema.js";
import { ceilingSchema } from "../report/ceiling/schema.js";
import { diffJsonSchema } from "../report/diff/json.js";
import { nextJsonSchema } from "../report/next/schema.js";
import { resultSchema } from "../report/run/json.js";
import { sweepSchema } from "../report/sweep/schema.js";
import { tornadoSchema } from "../report/sweep/tornado-schema.js";
import { stdout } from "./kit/terminals.js";

const SCHEMAS: Record<string, () => unknown> = {
  model: modelJsonSchema,
  experiment: experimentJsonSchema,
  result: resultSchema,
  diff: diffJsonSchema,
  sweep: () => z.toJSONSchema(sweepSchema, { io: "input" }),
  tornado: () => z.toJSONSchema(tornadoSchema, { io: "input" }),
  ceiling: () => z.toJSONSchema(ceilingSchema, { io: "input" }),
  next: nextJsonSchema,
};

/** `headroom schema`: the JSON Schema of a model, an experiment, or what `--json` prints. */
export const schemaCommand = (): Command =>
  new Command("schema")
    .description(
      "print the JSON Schema of model files (or of experiments, result.json, or what --json prints elsewhere)",
    )
    .addOption(new Option("--of <what>", "which").choices(Object.keys(SCHEMAS)).default("model"))
    .action(({ of }: { of: string }) => stdout.write(`${JSON.stringify(SCHEMAS[of](), null, 2)}\n`));
