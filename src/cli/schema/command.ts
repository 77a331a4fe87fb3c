import { Command, Option } from "commander";

const DOCUMENTS = [
  "model",
  "experiment",
  "result",
  "diff",
  "sweep",
  "tornado",
  "ceiling",
  "next",
  "gameday",
  "explain",
  "loop",
] as const;
export type Document = (typeof DOCUMENTS)[number];

/** `headroom schema`: the JSON Schema of a model, an experiment, or what `--json` prints. */
export const schemaCommand = (): Command =>
  new Command("schema")
    .description(
      "print the JSON Schema of model files (or of experiments, result.json, or what --json prints elsewhere)",
    )
    .addOption(new Option("--of <what>", "which").choices(DOCUMENTS).default("model"))
    .action(async ({ of }: { of: Document }) => (await import("./schema.js")).schema(of));
