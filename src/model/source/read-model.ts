/** From a model file to a model: read, laid over what it extends, validated, and checked for sense. */
import { checkSense } from "../check/check-sense.js";
import { idleThroughout } from "../check/no-effect.js";
import type { OfferedLoad } from "../check/sense.js";
import type { StepLoad } from "../check/step-loads.js";
import { type Model, modelSchema } from "../language/model.js";
import { inOtherWords } from "../timeline/entries.js";
import { inFile } from "../traffic/traffic.js";
import { once } from "./diagnostics.js";
import { type Diagnostic, type Files, fromZod, hasErrors, load, resolveMeasurements, type Source } from "./index.js";
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
}

/** @param overlay laid over the file, as an experiment does with its traffic */
export const readModel = (path: string, files: Files, overlay: SourceNode | null = null): ReadModel =>
  modelOf(load(path, files, overlay), files);

export function modelOf(source: Source, files: Files): ReadModel {
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
    return failed([...source.diagnostics, ...fromZod(parsed.error.issues, { schema: modelSchema, data, locate })]);
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
  const diagnostics = once([...found, ...idleThroughout(sense.diagnostics, later)]);
  return {
    model: hasErrors(diagnostics) ? null : model,
    loads: sense.loads,
    steps: sense.steps,
    diagnostics,
    source,
  };
}
