import { Command } from "commander";
import { budgetFlag, quantityFlag, runFlags, values } from "../kit/flags.js";
import type { CeilingFlags } from "./ceiling.js";

export const PRECISION = 0.05;

/** `headroom ceiling FILE`: the highest load, or the smallest value, that meets the objectives. */
export const ceilingCommand = (): Command =>
  runFlags(new Command("ceiling"))
    .description("find the highest load that meets the objectives, or the smallest value of a knob that does")
    .argument("<file>", "a model, or an experiment with --variant")
    .option("--knob <path>", "the smallest value of this, such as shop-db.pool.connections, instead of the load")
    .addOption(
      quantityFlag("--peak <load>", "expected peak, such as 300/s, or users; the model's own", async () =>
        (await import("./ceiling.js")).rateOrUsers(),
      ),
    )
    .addOption(
      quantityFlag("--precision <share>", "how narrow the interval is to be", async () =>
        (await values()).percent({ above: 0 }),
      ).default(PRECISION, "5%"),
    )
    .addOption(budgetFlag())
    .option("--html <file>", "write it as one page, with a picture of the search")
    .action(async (file: string, flags: CeilingFlags, command: Command) =>
      (await import("./ceiling.js")).ceiling(file, flags, command),
    );
