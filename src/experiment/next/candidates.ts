/** Every change that is proposed to a model, as a model that could be run: laid over it, read and checked like any file. */
import type { Change } from "../../model/changes/change.js";
import { overlayFile, wholeFile } from "../../model/changes/overlay-file.js";
import { proposedChanges } from "../../model/changes/propose.js";
import type { Model } from "../../model/language/model.js";
import { writeDuration } from "../../model/language/values/index.js";
import { type Diagnostic, type Files, hasErrors, load, sourceOf } from "../../model/source/index.js";
import { laidOver } from "../../model/source/load.js";
import { fileNameOf } from "../../model/source/paths.js";
import { modelOf } from "../../model/source/read-model.js";
import { dataOf, type SourceNode } from "../../model/source/source-tree.js";
import { parseYaml } from "../../model/source/yaml.js";
import type { Study, StudyVariant } from "../plan/study.js";

/** What is to be changed. */
export interface Origin {
  readonly root: SourceNode; // All that is said of it, by its file and by what lies over that.
  readonly file: string;
  readonly isAlone: boolean; // The file says all of it; otherwise an experiment adds to it.
  readonly title: string;
  readonly objectives: Model["objectives"] | null; // Null: its own.
  readonly run: Readonly<Record<string, unknown>>; // As a file says it.
}

export interface Candidate {
  readonly change: Change;
  readonly variant: StudyVariant | null; // null: it cannot be made here.
  readonly problem: string; // Why; empty otherwise.
}

/** @param root of a variant of an experiment; null: the file of the variant says all of it */
export function originOf(study: Study, root: SourceNode | null, files: Files): Origin | null {
  const [{ file, model }] = study.variants;
  const alone = load(file, files).root;
  const from = root ?? alone;
  if (from === null) return null;
  const isAlone = root === null || (alone !== null && isSaid(from, alone, model));
  const { seed, replications } = study;
  const [duration, warmUp] = [study.durationMs, study.warmUpMs].map(writeDuration);
  return {
    root: from,
    file,
    isAlone,
    title: model.name ?? study.title,
    objectives: isAlone ? null : model.objectives,
    run: { duration, "warm-up": warmUp, replications, seed },
  };
}

function isSaid(from: SourceNode, alone: SourceNode, { objectives }: Model): boolean {
  const [all, own] = [from, alone].map((node) => dataOf(node) as { readonly objectives?: unknown });
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return same(all, own) && same(own.objectives ?? {}, objectives);
}

export function candidatesIn(origin: Origin, files: Files): readonly Candidate[] {
  const read = modelOf(sourceOf(origin.root, []), files);
  if (read.model === null) return [];
  const objectives = origin.objectives ?? read.model.objectives;
  return proposedChanges({ ...read, model: { ...read.model, objectives } }).map((change) =>
    candidateOf(origin, change, files),
  );
}

export function candidateOf(origin: Origin, change: Change, files: Files): Candidate {
  const diagnostics: Diagnostic[] = [];
  const root = laid(origin, change, diagnostics);
  const read = hasErrors(diagnostics) ? null : modelOf(sourceOf(root, []), files);
  const said = [...diagnostics, ...(read?.diagnostics ?? [])].filter(({ severity }) => severity === "error");
  const problem = said.map(({ message }) => message).join("; ");
  if (read === null || read.model === null) return { change, variant: null, problem };
  const model = origin.objectives === null ? read.model : { ...read.model, objectives: origin.objectives };
  return { change, variant: { name: change.name, file: origin.file, model }, problem: "" };
}

/** The same with a change made. */
export const changed = (origin: Origin, change: Change): Origin => ({ ...origin, root: laid(origin, change, []) });

function laid({ root, file, title }: Origin, change: Change, diagnostics: Diagnostic[]): SourceNode {
  const { root: overlay, diagnostics: found } = parseYaml(file, overlayFile(change, fileNameOf(file), title));
  diagnostics.push(...found);
  const content = new Map(overlay!.content as ReadonlyMap<string, SourceNode>);
  content.delete("extends");
  return laidOver(root, { node: { ...overlay!, content }, isOverlay: true }, diagnostics);
}

/** A model file with the change, to stand beside the model. */
export function textOf(origin: Origin, change: Change): string {
  if (origin.isAlone) return overlayFile(change, fileNameOf(origin.file), origin.title);
  const data = dataOf(laid(origin, change, [])) as Record<string, unknown>;
  return wholeFile(change, { ...data, objectives: origin.objectives, run: origin.run });
}

/** Of a model file. */
export function candidatesOf(file: string, title: string, files: Files): readonly Candidate[] {
  const root = load(file, files).root;
  return root === null ? [] : candidatesIn({ root, file, isAlone: true, title, objectives: null, run: {} }, files);
}
