import { Command } from "commander";
import { z } from "zod";
import { NoKnob } from "../experiment/knob.js";
import { loadCeiling } from "../experiment/load-ceiling.js";
import { Probe } from "../experiment/probe.js";
import { smallestValue } from "../experiment/smallest-value.js";
import { count, percent, rate } from "../model/values/index.js";
import { ceilingText } from "../report/ceiling.js";
import { ceilingSchema } from "../report/ceiling-schema.js";
import { documentText } from "../report/json.js";
import { EXIT } from "./exit.js";
import { longRun } from "./long-run.js";
import type { LongRunFlags } from "./long-run-flags.js";
import { openFile, refuse, type SearchOverrides } from "./open-file.js";
import { quantityFlag } from "./quantity-flag.js";
import { budgetFlag, runFlags } from "./search-flags.js";
import { stdout } from "./terminals.js";

interface CeilingFlags extends SearchOverrides, LongRunFlags {
  readonly json?: boolean;
  readonly knob?: string;
  readonly peak?: number;
  readonly precision: number;
  readonly budget: number;
}

const EXAMPLE = "objectives: { latency: [p(99) < 300ms], errors: [rate < 0.1%] }";
const EXIT_OF = { met: EXIT.met, missed: EXIT.missed, unknown: EXIT.undecided };

/** `headroom ceiling FILE`: the highest load, or the smallest value, that meets the objectives. */
export const ceilingCommand = (): Command =>
  runFlags(new Command("ceiling"))
    .description("find the highest load that meets the objectives, or the smallest value of a knob that does")
    .argument("<file>", "a model, or an experiment with --variant")
    .option("--knob <path>", "the smallest value of this, such as shop-db.pool.connections, instead of the load")
    .addOption(quantityFlag("--peak <load>", "expected peak, such as 300/s, or users; the model's own", rateOrUsers()))
    .addOption(
      quantityFlag("--precision <share>", "how narrow the interval is to be", percent({ above: 0 })).default(
        0.05,
        "5%",
      ),
    )
    .addOption(budgetFlag())
    .action(ceiling);

const rateOrUsers = () =>
  z.union([rate({ above: 0 }), count({ min: 1 })], { error: "expected a rate such as 300/s, or a number of users" });

async function ceiling(file: string, flags: CeilingFlags, command: Command): Promise<void> {
  const opened = openFile(file, flags);
  if (opened === null) return;
  const { study, loads, bench } = opened;
  const { variant } = bench;
  if (Object.keys(variant.model.objectives).length === 0) {
    refuse(`"${file}" has no objectives to meet. Write them at its top level: ${EXAMPLE}`);
    return;
  }
  const { budget, precision, knob, peak = null } = flags;
  try {
    const isSearch = true;
    const [found, keptRuns] = await longRun(flags, { refuse: (why) => command.error(why), isSearch }, async (long) => {
      const probe = new Probe(study, variant, long.runner, { budget, progress: long.show });
      const found =
        knob === undefined
          ? await loadCeiling(probe, variant, { precision, peak, loads })
          : await smallestValue(probe, bench, { knob, precision });
      return [found, long.kept.runs] as const;
    });
    stdout.write(
      flags.json ? documentText(ceilingSchema, found) : ceilingText(found, { colour: stdout.colour, keptRuns }),
    );
    process.exitCode = EXIT_OF[found.verdict];
  } catch (problem) {
    if (!(problem instanceof NoKnob)) throw problem;
    refuse(problem.message);
  }
}
