/** Flags of the command line that override the file. */

import type { RunOptions } from "../../model/language/model.js";
import { runOptions } from "../../model/language/model.js";
import { type Diagnostic, error } from "../../model/source/index.js";

/** As the flags give them. */
export interface Overrides {
  readonly seed?: string;
  readonly replications?: string;
  readonly duration?: string;
  readonly warmUp?: string;
  readonly precision?: string;
  readonly budget?: string;
}

/** @param named how the name of an option is written where it is given */
export function readOverrides(
  flags: Overrides,
  named: (name: string) => string = (name) => `--${name}`,
): {
  overrides: Partial<RunOptions>;
  diagnostics: readonly Diagnostic[];
} {
  const { seed, replications, duration, warmUp, precision, budget } = flags;
  const said = Object.entries({ seed, replications, duration, "warm-up": warmUp, precision, budget }).filter(
    ([, value]) => value !== undefined,
  );
  const parsed = runOptions().safeParse(Object.fromEntries(said));
  if (parsed.success) return { overrides: parsed.data, diagnostics: [] };
  return {
    overrides: {},
    diagnostics: parsed.error.issues.map(({ path, message }) => error(`${named(String(path[0]))}: ${message}`, null)),
  };
}
