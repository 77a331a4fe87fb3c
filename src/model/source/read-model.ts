/** From a model file to a model: read, laid over what it extends, validated, and checked for sense. */
import { checkSense } from "../check/check-sense.js";
import { idleThroughout } from "../check/no-effect.js";
import type { OfferedLoad } from "../check/sense.js";
import type { StepLoad } from "../check/step-loads.js";
import { type Model, modelSchema } from "../language/model.js";
import { inOtherWords } from "../timeline/entries.js";
import { inFile } from "../traffic/traffic.js";
import { once, type Path } from "./diagnostics.js";
import { findings } from "./from-zod.js";
import { type Diagnostic, type Files, hasErrors, load, resolveMeasurements, type Source } from "./index.js";
import { mended, unsaid } from "./mended.js";
import { readRecords } from "./records/read-records.js";
import type { SourceNode } from "./source-tree.js";
import { differentStarts, readTraces } from "./traces/read-traces.js";
import { withVersions } from "./versions.js";

export interface ReadModel {
  readonly model: Model | null; // null while there are errors.
  readonly loads: readonly OfferedLoad[]; // Of its resources, at the rates given.
  readonly steps: readonly StepLoad[]; // Of every step.
  readonly diagnostics: readonly Diagnostic[];
  readonly source: Source;
  readonly readable?: Model | undefined; // Of a file with mistakes: what it says when those are mended that can be.
}

/** @param overlay laid over the file, as an experiment does with its traffic */
export const readModel = (path: string, files: Files, overlay: SourceNode | null = null): ReadModel =>
  modelOf(load(path, files, overlay), files);

/** @param round how often mistakes of the file have been mended to see what else is wrong */
export function modelOf(source: Source, files: Files, round = 0): ReadModel {
  const failed = (diagnostics: readonly Diagnostic[]): ReadModel => ({
    model: null,
    loads: [],
    steps: [],
    diagnostics,
    source,
  });
  if (hasErrors(source.diagnostics)) return failed(source.diagnostics);
  const { locate, data } = source;
  const parsed = modelSchema.safeParse(data);
  if (!parsed.success) {
    const found = findings(parsed.error.issues, { schema: modelSchema, data, locate });
    const told = [...source.diagnostics, ...found.map(({ diagnostic }) => diagnostic)];
    const later = mended(source, found, (next) => modelOf(next, files, round + 1), round);
    return { ...failed([...told, ...unsaid(later?.diagnostics ?? [], told)]), readable: later?.readable };
  }
  const measured = resolveMeasurements(parsed.data, locate, files);
  const traced = readTraces(measured.model, locate, files);
  const recorded = readRecords(traced.model, locate, files);
  const found = [...source.diagnostics, ...measured.diagnostics, ...traced.diagnostics, ...recorded.diagnostics];
  found.push(...differentStarts(recorded.model, locate));
  if (hasErrors(found)) return failed(found);
  const changing = withVersions(recorded.model, source.root!, (version) => modelOf(version, files));
  found.push(...changing.diagnostics);
  const model = inOtherWords(changing.model);
  const sense = checkSense(model, (path) => locate(inFile(path, data)));
  const later = changing.later.map(({ diagnostics }) => diagnostics);
  const said = sense.diagnostics.map((each) => inFileToo(each, data));
  const diagnostics = once([...found, ...idleThroughout(said, later)]);
  const isRight = !hasErrors(diagnostics);
  const isFile = round > 0 || source.files.length > 0; // Of what was made from a model, only whether it is right.
  const mistakes = isRight || !isFile ? [] : sense.mistakes.map((each) => ofStep(each, data));
  const behind = mended(source, mistakes, (next) => modelOf(next, files, round + 1), round);
  return {
    model: isRight ? model : null,
    readable: isRight ? model : behind?.readable,
    loads: sense.loads,
    steps: sense.steps,
    diagnostics,
    source,
  };
}

/** A mistake in a step is one of all of it. */
function ofStep({ diagnostic, path }: { diagnostic: Diagnostic; path: Path }, data: unknown) {
  const step = path.findLastIndex((key) => typeof key === "number");
  return {
    diagnostic: inFileToo(diagnostic, data),
    path: step === -1 ? inFile(path, data) : path.slice(0, step + 1),
    isRule: false,
  };
}

/** With the places of what to write as the file has them. */
function inFileToo(diagnostic: Diagnostic, data: unknown): Diagnostic {
  const { fix } = diagnostic;
  if (fix === undefined) return diagnostic;
  const moved = fix.map((each) => {
    const at = inFile(each.at, data);
    return { ...each, at, ...(at.length === each.at.length ? {} : { of: "value" as const }) };
  });
  return { ...diagnostic, fix: moved };
}
