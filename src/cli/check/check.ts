import { openStudy } from "../../experiment/plan/open-study.js";
import type { Study } from "../../experiment/plan/study.js";
import { hasErrors, render } from "../../model/source/index.js";
import { EXIT } from "../kit/exit.js";
import { commandFiles } from "../kit/files.js";
import { stderr, stdout, viewOf } from "../kit/terminals.js";
import { growthIn } from "./load-growth.js";
import { checkText } from "./load-table.js";

export interface CheckFlags {
  readonly json?: boolean;
  readonly simulate?: boolean;
  readonly verbose?: boolean;
}

export async function check(file: string, { json, simulate, verbose }: CheckFlags): Promise<void> {
  const { study, diagnostics, loads, textOf } = openStudy(file, commandFiles, {});
  if (diagnostics.length > 0) stderr.write(`${render(diagnostics, textOf, { color: stderr.colour, width: 80 })}\n`);
  const isValid = study !== null && !hasErrors(diagnostics);
  const simulated = isValid && simulate ? await import("./saturations.js") : null;
  const saturation = isValid ? await simulated?.saturations(study) : undefined;
  if (json) {
    const found = { formatVersion: 1, valid: isValid, diagnostics, loads, growth: growthOf(study), saturation };
    stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  } else if (isValid) stdout.write(checkText({ file, study, loads, simulated: saturation ?? [] }, viewOf({ verbose })));
  process.exitCode = isValid ? EXIT.met : EXIT.usage;
}

function growthOf(study: Study | null) {
  const all = study?.variants.map(({ name, model }) => ({ variant: name, growth: growthIn(study, model) }));
  const growing = all?.filter(({ growth }) => growth !== null) ?? [];
  return growing.length === 0 ? undefined : growing;
}
