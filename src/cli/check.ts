import { Command } from "commander";
import { openStudy } from "../experiment/open-study.js";
import { hasErrors, render } from "../model/source/index.js";
import { nodeFiles } from "../model/source/node-files.js";
import { EXIT } from "./exit.js";
import { loadTable } from "./load-table.js";
import { stderr, stdout } from "./terminals.js";

/** `headroom check FILE`: everything that can be said without simulating. */
export const checkCommand = (): Command =>
  new Command("check")
    .description("look for mistakes and overload in a model or an experiment, without simulating")
    .argument("<file>", "a model or an experiment")
    .option("--json", "print the findings as JSON")
    .action((file: string, { json }: { json?: boolean }) => {
      const { study, diagnostics, loads, textOf } = openStudy(file, nodeFiles, {});
      if (diagnostics.length > 0) stderr.write(`${render(diagnostics, textOf, { color: stderr.colour, width: 80 })}\n`);
      const isValid = study !== null && !hasErrors(diagnostics);
      if (json) stdout.write(`${JSON.stringify({ formatVersion: 1, valid: isValid, diagnostics, loads }, null, 2)}\n`);
      else if (isValid) stdout.write(loadTable(study, loads));
      process.exitCode = isValid ? EXIT.met : EXIT.usage;
    });
