/** The flags that verbs which search have in common. */
import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { z } from "zod";
import { capital } from "../charts/words.js";
import { count } from "../model/values/index.js";

export const runFlags = (command: Command): Command =>
  command
    .option("--json", "print what was found as JSON instead of the table")
    .option("--variant <name>", "which one of an experiment")
    .option("--seed <text>", "seed; the same one gives the same bytes")
    .option("--replications <n>", "independent repetitions of each point")
    .option("--duration <time>", "length of the measured window, such as 10min")
    .option("--warm-up <time>", "time before it that is not measured")
    .addOption(
      quantityFlag("--threads <n>", "threads to simulate on", count({ min: 1, max: 1024 })).default(
        availableParallelism(),
        "all cores",
      ),
    );

/** A flag whose value is written as in a model. */
export const quantityFlag = (flags: string, description: string, schema: z.ZodType<number, unknown>): Option =>
  new Option(flags, description).argParser((text) => {
    const parsed = schema.safeParse(text);
    if (!parsed.success) throw new InvalidArgumentError(`${capital(parsed.error.issues[0].message)}.`);
    return parsed.data;
  });

export const budgetFlag = (): Option =>
  quantityFlag("--budget <n>", "requests to simulate, about", count({ min: 1 })).default(10_000_000, "10 million");
