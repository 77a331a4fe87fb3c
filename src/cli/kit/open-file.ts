/** Opens the one variant of a search; errors go to stderr. */

import type { Workbench } from "../../experiment/plan/knob.js";
import { type Overrides, openStudy } from "../../experiment/plan/open-study.js";
import type { Study, StudyVariant } from "../../experiment/plan/study.js";
import { withFixedWindow } from "../../experiment/precision/default-window.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import { type Files, hasErrors, render } from "../../model/source/index.js";
import type { SourceNode } from "../../model/source/source-tree.js";
import { nearest } from "../../text/nearest.js";
import { complain } from "./complain.js";
import { EXIT } from "./exit.js";
import { commandFiles } from "./files.js";
import { stderr } from "./terminals.js";

export interface OpenFile {
  readonly study: Study;
  readonly bench: Workbench;
  readonly loads: readonly OfferedLoad[];
}

/** What the flags say of each run; precision and budget mean something else to a search. */
export interface SearchOverrides extends Pick<Overrides, "seed" | "replications" | "duration" | "warmUp"> {
  readonly variant?: string;
}

/** @returns null after an error, which is printed, with the exit code set */
export function openFile(file: string, flags: SearchOverrides, files: Files = commandFiles): OpenFile | null {
  const { seed, replications, duration, warmUp } = flags;
  const asked = { seed, replications, duration, warmUp };
  const { study, diagnostics, loads, roots, textOf } = openStudy(file, files, asked);
  if (diagnostics.length > 0) stderr.write(`${render(diagnostics, textOf, { color: stderr.colour, width: 80 })}\n`);
  if (study === null || hasErrors(diagnostics)) {
    process.exitCode = EXIT.usage;
    return null;
  }
  const variant = chosenVariant(study, file, flags.variant);
  if (variant === null) return null;
  const { name } = variant;
  return {
    study: withFixedWindow(study),
    bench: { variant, root: roots.get(name) as SourceNode, files: commandFiles },
    loads: loads.find((each) => each.variant === name)?.resources ?? [],
  };
}

/** The only one, or the one that is named; null after an error, which is printed. */
export function chosenVariant({ variants }: Study, file: string, asked: string | undefined): StudyVariant | null {
  const names = variants.map(({ name }) => name);
  const name = asked ?? names[0];
  if (!names.includes(name)) return refuse(unknownVariant(name, names));
  if (names.length > 1 && asked === undefined)
    return refuse(`"${file}" compares ${names.length} variants; say which: --variant "${name}"`);
  return variants[names.indexOf(name)];
}

/** A mistake of usage, in one sentence. */
export function refuse(message: string): null {
  complain(message);
  process.exitCode = EXIT.usage;
  return null;
}

function unknownVariant(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return `there is no variant "${name}"${near === null ? `: known are ${names.join(", ")}` : `; did you mean "${near}"?`}`;
}
