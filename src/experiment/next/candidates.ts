/** Every change as a model that could be run: its overlay written, read and checked like any file. */
import type { Change } from "../../model/changes/change.js";
import { overlayFile } from "../../model/changes/overlay-file.js";
import { proposedChanges } from "../../model/changes/propose.js";
import { type Files, hasErrors } from "../../model/source/index.js";
import { fileNameOf, resolveFrom } from "../../model/source/paths.js";
import { readModel } from "../../model/source/read-model.js";
import type { StudyVariant } from "../plan/study.js";

export interface Candidate {
  readonly change: Change;
  readonly variant: StudyVariant | null; // null: it cannot be made here.
  readonly problem: string; // Why; empty otherwise.
}

export function candidatesOf(file: string, title: string, files: Files): readonly Candidate[] {
  return proposedChanges(readModel(file, files)).map((change, i) => {
    const path = resolveFrom(file, `.headroom-next-${i}.yaml`);
    const text = overlayFile(change, fileNameOf(file), title);
    const { model, diagnostics } = readModel(path, {
      ...files,
      read: (asked) => (asked === path ? text : files.read(asked)),
    });
    const said = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    if (model === null || hasErrors(diagnostics)) return { change, variant: null, problem: said.join("; ") };
    return { change, variant: { name: change.name, file, model }, problem: "" };
  });
}
