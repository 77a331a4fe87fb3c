import { Command } from "commander";
import { quantityFlag, values, watchFlag } from "../kit/flags.js";
import type { ExplainFlags } from "./explain.js";

const SLOWEST = 0.01;

/** `headroom explain FILE`: where a median request and the slowest spent their time. */
export const explainCommand = (): Command =>
  new Command("explain")
    .description("follow single requests, and see where the slowest waited and the median did not")
    .argument("<file>", "a model, or an experiment with --variant")
    .option("--json", "print what was found as JSON instead of the table")
    .option("--verbose", "all that was found, not only what decides")
    .option("--variant <name>", "which one of an experiment")
    .option("--endpoint <part.endpoint>", "only requests of users to this one")
    .addOption(
      quantityFlag("--slowest <share>", "how many of the answered requests are the slowest", async () =>
        (await values()).percent({ above: 0 }),
      ).default(SLOWEST, "1%"),
    )
    .option("--trace <file>", "the requests shown, as a Chrome trace: opens in Perfetto or chrome://tracing")
    .option("--otlp <file>", "the same in OpenTelemetry's OTLP JSON")
    .option("--seed <text>", "seed; the same one gives the same bytes")
    .option("--duration <time>", "length of the measured window, such as 10min")
    .option("--warm-up <time>", "time before it that is not measured")
    .option("--out <folder>", "where to write; a folder of the file's name is made in it", "output")
    .addOption(watchFlag())
    .action(async (file: string, flags: ExplainFlags, command: Command) =>
      (await import("./explain.js")).explain(file, flags, command),
    );
