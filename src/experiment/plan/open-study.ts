/** From a file to a study: an experiment with its variants, or a single model. */

import type { OfferedLoad } from "../../model/check/sense.js";
import type { RunOptions } from "../../model/language/model.js";
import { findings } from "../../model/source/from-zod.js";
import {
  type Diagnostic,
  error,
  type Files,
  hasErrors,
  load,
  loadInline,
  problemReading,
  type Source,
  sourceOf,
} from "../../model/source/index.js";
import { mended, unsaid } from "../../model/source/mended.js";
import { fileNameOf, resolveFrom } from "../../model/source/paths.js";
import { modelOf, type ReadModel } from "../../model/source/read-model.js";
import type { SourceNode } from "../../model/source/source-tree.js";
import type { Axes } from "./baselines.js";
import { checkObjectives, checkUnread } from "./check-objectives.js";
import { checkClaims } from "./claims.js";
import { overlayAdvice } from "./experiment-words.js";
import { foldWarnings, type VariantDiagnostic } from "./fold-warnings.js";
import { type Cell, gridOf, VARIANTS_AT_MOST } from "./grid.js";
import { findKnob, NoKnob, turned } from "./knob.js";
import { type Overrides, readOverrides } from "./overrides.js";
import { planStudy } from "./plan-study.js";
import { type Experiment, experimentSchema } from "./schema.js";
import type { Study, StudyVariant } from "./study.js";

export type { Overrides } from "./overrides.js";

export interface OpenStudy {
  readonly study: Study | null; // null while there are errors.
  readonly diagnostics: readonly Diagnostic[];
  readonly loads: readonly VariantLoads[];
  readonly roots: ReadonlyMap<string, SourceNode>; // What each variant was read from, by its name.
  textOf(file: string): string | null;
}

export interface VariantLoads {
  readonly variant: string;
  readonly resources: readonly OfferedLoad[];
}

/** @param flags of the command line, which override the file */
export function openStudy(path: string, files: Files, flags: Overrides): OpenStudy {
  const source = load(path, files);
  const { overrides, diagnostics: wrongFlags } = readOverrides(flags);
  const isExperiment =
    isMap(source.data) && ["variants", "base", "over", "over-together"].some((key) => key in (source.data as object));
  const opened = new Opening(source, isExperiment, path, files, overrides);
  const study = hasErrors(wrongFlags) ? null : opened.study();
  return {
    study,
    diagnostics: [...wrongFlags, ...opened.diagnostics],
    loads: opened.loads,
    roots: opened.roots,
    textOf: (file) => opened.texts.map((textOf) => textOf(file)).find((text) => text !== null) ?? null,
  };
}

/** A model that a variant is, or is made from. */
interface Base {
  readonly name: string;
  readonly file: string; // For one that is written in the experiment, the experiment's.
  readonly source: Source;
}

class Opening {
  readonly diagnostics: Diagnostic[] = [];
  readonly loads: VariantLoads[] = [];
  readonly roots = new Map<string, SourceNode>();
  readonly #ofCells: VariantDiagnostic[] = []; // Of a grid's variants.
  readonly texts: ((file: string) => string | null)[] = [];
  readonly #source: Source;
  readonly #isExperiment: boolean;
  readonly #path: string;
  readonly #files: Files;
  readonly #overrides: Partial<RunOptions>;
  readonly #round: number; // How often the experiment's mistakes have been mended to see what else is wrong.
  readonly #readable: StudyVariant[] = []; // Those with mistakes too, as far as they can be read.

  constructor(
    source: Source,
    isExperiment: boolean,
    path: string,
    files: Files,
    overrides: Partial<RunOptions>,
    round = 0,
  ) {
    this.#round = round;
    this.#source = source;
    this.#isExperiment = isExperiment;
    this.#path = path;
    this.#files = files;
    this.#overrides = overrides;
    if (isExperiment) this.texts.push(source.textOf);
  }

  study(): Study | null {
    const source = this.#source;
    if (!this.#isExperiment) {
      const base = { name: nameOf(this.#path), file: this.#path, source };
      const variant = this.#variant(base.name, base, null);
      return variant === null ? null : this.#plan(null, [variant]);
    }
    const experiment = this.#experiment(source);
    if (experiment === null) return null;
    const bases = this.#bases(source, experiment);
    const { cells, axes, problems } = gridOf(source.root as SourceNode);
    for (const { path, message } of problems) this.#refuse(path, message);
    const many = bases.length * cells.length;
    if (many > VARIANTS_AT_MOST) this.#refuse([], `${many} variants; ${VARIANTS_AT_MOST} are the most`);
    if (problems.length > 0 || many > VARIANTS_AT_MOST) return null;
    const variants = bases.flatMap((base) =>
      cells.map((cell) => this.#cell(base, cell, bases.length > 1, source, experiment)),
    );
    this.diagnostics.push(...foldWarnings(this.#ofCells, many));
    const complete = variants.flatMap((variant) => (variant === null ? [] : [variant]));
    if (complete.length < variants.length && this.#readable.length === variants.length)
      for (const [i, problem] of checkClaims(experiment.claims, this.#readable)) this.#refuse(["claims", i], problem);
    return complete.length < variants.length || hasErrors(this.diagnostics)
      ? null
      : this.#plan(experiment, complete, [bases.map(({ name }) => name), ...axes]);
  }

  /** The models that `variants` or `base` name, before a grid varies them. */
  #bases(source: Source, { variants, base }: Experiment): readonly Base[] {
    if (variants !== undefined && base !== undefined)
      this.diagnostics.push(
        error("give either `base` or `variants`", this.#source.locate(["base"]), "leave `base` out", [
          { at: ["base"], of: "entry", write: "" },
        ]),
      );
    const said = inOrder(source).map((name) => [name, ["variants", name]] as const);
    const all =
      base === undefined || variants !== undefined
        ? said
        : [[typeof base === "string" ? nameOf(base) : "base", ["base"]] as const];
    if (all.length === 0) this.#refuse(["variants"], "there are no variants");
    return all.flatMap(([name, at]) => this.#base(name, at, source) ?? []);
  }

  #base(name: string, at: readonly string[], from: Source): Base | null {
    const node = nodeAt(from.root as SourceNode, at);
    const beside = node.at.file;
    const wrong = this.#overlayOfNothing(node, name, at);
    if (wrong !== null) {
      this.diagnostics.push(wrong);
      return null;
    }
    if (typeof node.content !== "string")
      return { name, file: beside, source: loadInline(node, beside, this.#files, overlayOf(from)) };
    const file = resolveFrom(beside, node.content);
    const problem = problemReading(this.#files, file);
    if (problem === null) return { name, file, source: load(file, this.#files, overlayOf(from)) };
    this.#refuse(at, problem);
    return null;
  }

  /** An overlay that does not say which model it changes. */
  #overlayOfNothing(node: SourceNode, name: string, at: readonly string[]): Diagnostic | null {
    const advice = overlayAdvice(node, this.#source.data as Experiment, at);
    return advice === null
      ? null
      : error(`"${name}" does not say which model it changes`, node.keyAt ?? node.at, advice.hint, advice.fix);
  }

  /** One combination of a grid's values, on one of the models. */
  #cell(
    base: Base,
    { name, settings }: Cell,
    isOneOfMany: boolean,
    from: Source,
    experiment: Experiment,
  ): StudyVariant | null {
    const words = [...(isOneOfMany || name === "" ? [base.name] : []), ...(name === "" ? [] : [name])];
    const { root } = base.source;
    if (root === null || settings.length === 0) return this.#variant(words.join(" · "), base, from, experiment);
    let at = [settings[0]!.in as string];
    try {
      const knobs = settings.map(({ in: key, knob, value }) => {
        at = [key, knob];
        return [findKnob({ root }, knob), value] as const;
      });
      const changed = sourceOf(turned(root, knobs), base.source.diagnostics);
      const source = { ...changed, textOf: base.source.textOf };
      return this.#variant(words.join(" · "), { ...base, source }, from, experiment, true);
    } catch (problem) {
      if (!(problem instanceof NoKnob)) throw problem;
      this.#refuse(at, problem.message);
      return null;
    }
  }

  #experiment(source: Source): Experiment | null {
    this.diagnostics.push(...source.diagnostics);
    if (hasErrors(source.diagnostics)) return null;
    const parsed = experimentSchema.safeParse(source.data);
    if (parsed.success) return parsed.data;
    const { data, locate } = source;
    const found = findings(parsed.error.issues, { schema: experimentSchema, data, locate });
    this.diagnostics.push(...found.map(({ diagnostic }) => diagnostic));
    const later = mended(source, found, (next) => this.#again(next), this.#round);
    if (later !== null) {
      this.diagnostics.push(...unsaid(later.diagnostics, this.diagnostics));
      this.texts.push(...later.texts);
    }
    return null;
  }

  /** What is wrong with the experiment when some mistakes are mended. */
  #again(source: Source): Opening {
    const opening = new Opening(source, true, this.#path, this.#files, this.#overrides, this.#round + 1);
    opening.study();
    return opening;
  }

  #variant(
    name: string,
    { file, source }: Base,
    from: Source | null,
    experiment?: Experiment,
    isCell = false,
  ): StudyVariant | null {
    const read: ReadModel = modelOf(source, this.#files);
    this.texts.push(read.source.textOf);
    const { readable = read.model } = read; // Objectives are told in the same pass as other mistakes.
    const model = readable === null ? null : { ...readable, objectives: experiment?.objectives ?? readable.objectives };
    // Mistakes in what variants share are reported once.
    if (isCell) this.#ofCells.push(...read.diagnostics.map((diagnostic) => ({ variant: name, diagnostic })));
    else this.diagnostics.push(...read.diagnostics);
    if (model === null) {
      if (!isCell && experiment?.objectives === undefined)
        this.diagnostics.push(...unsaid(checkUnread(read.source), this.diagnostics));
      return null;
    }
    const locate = experiment?.objectives === undefined ? read.source.locate : (from as Source).locate;
    this.diagnostics.push(...checkObjectives(model, locate));
    this.#readable.push({ name, file, model });
    if (read.model === null) return null;
    this.loads.push({ variant: name, resources: read.loads });
    if (read.source.root !== null) this.roots.set(name, read.source.root);
    return { name, file, model };
  }

  #plan(
    experiment: Experiment | null,
    variants: readonly StudyVariant[],
    axes: Axes = [variants.map(({ name }) => name)],
  ): Study | null {
    const { study, problems } = planStudy(nameOf(this.#path), experiment, variants, axes, this.#overrides);
    for (const { path, message } of problems) this.#refuse(path, message);
    return hasErrors(this.diagnostics) ? null : study;
  }

  #refuse(path: readonly (string | number)[], message: string, hint?: string): void {
    this.diagnostics.push(error(message, this.#isExperiment ? this.#source.locate(path) : null, hint));
  }
}

const nameOf = (path: string): string => fileNameOf(path).replace(/\.ya?ml$/, "");
const isMap = (data: unknown): data is Record<string, unknown> =>
  typeof data === "object" && data !== null && !Array.isArray(data);

/** The names of the variants in the order of the file; an object would put numbers first. */
function inOrder({ root }: Source): string[] {
  const variants = root !== null && root.content instanceof Map ? root.content.get("variants") : undefined;
  return variants?.content instanceof Map ? [...variants.content.keys()] : [];
}

const nodeAt = (root: SourceNode, path: readonly string[]): SourceNode =>
  path.reduce((node, key) => (node.content as ReadonlyMap<string, SourceNode>).get(key) as SourceNode, root);

const OVERLAID = ["traffic", "timeline", "random"];

/** The part of an experiment that overlays each of its models. */
function overlayOf({ root }: Source): SourceNode | null {
  if (root === null || !(root.content instanceof Map)) return null;
  const laid = [...(root.content as ReadonlyMap<string, SourceNode>)].filter(([key]) => OVERLAID.includes(key));
  return laid.length === 0 ? null : { ...root, content: new Map(laid) };
}
