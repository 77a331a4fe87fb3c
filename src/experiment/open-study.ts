/** From a file to a study: an experiment with its variants, or a single model. */
import type { Model, RunOptions } from "../model/model.js";
import { isTrace } from "../model/rate.js";
import { type ReadModel, readModel } from "../model/read-model.js";
import type { OfferedLoad } from "../model/sense.js";
import {
  type Diagnostic,
  error,
  type Files,
  fromZod,
  hasErrors,
  load,
  problemReading,
  type Source,
} from "../model/source/index.js";
import { fileNameOf, resolveFrom } from "../model/source/paths.js";
import type { SourceNode } from "../model/source/source-tree.js";
import { checkObjectives } from "./check-objectives.js";
import { checkClaims, unknownName } from "./claims.js";
import { type Overrides, readOverrides } from "./overrides.js";
import { type Experiment, experimentSchema } from "./schema.js";
import { spikeOf } from "./spike.js";
import { STEADY_DEFAULTS, steadyAsk } from "./steady-ask.js";
import type { LoadSweep, Study, StudyVariant } from "./study.js";

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

const DEFAULTS: RunOptions = { duration: 60_000, "warm-up": 10_000, replications: 8, seed: "1" };

/** @param flags what the command line says instead of the file */
export function openStudy(path: string, files: Files, flags: Overrides): OpenStudy {
  const source = load(path, files);
  const { overrides, diagnostics: wrongFlags } = readOverrides(flags);
  const isExperiment = isMap(source.data) && "variants" in source.data;
  const opened = isExperiment ? new Opening(source, path, files, overrides) : new Opening(null, path, files, overrides);
  const study = hasErrors(wrongFlags) ? null : opened.study();
  return {
    study,
    diagnostics: [...wrongFlags, ...opened.diagnostics],
    loads: opened.loads,
    roots: opened.roots,
    textOf: (file) => opened.texts.map((textOf) => textOf(file)).find((text) => text !== null) ?? null,
  };
}

class Opening {
  readonly diagnostics: Diagnostic[] = [];
  readonly loads: VariantLoads[] = [];
  readonly roots = new Map<string, SourceNode>();
  readonly texts: ((file: string) => string | null)[] = [];
  readonly #experimentSource: Source | null;
  readonly #path: string;
  readonly #files: Files;
  readonly #overrides: Partial<RunOptions>;

  constructor(experiment: Source | null, path: string, files: Files, overrides: Partial<RunOptions>) {
    this.#experimentSource = experiment;
    this.#path = path;
    this.#files = files;
    this.#overrides = overrides;
    if (experiment !== null) this.texts.push(experiment.textOf);
  }

  study(): Study | null {
    const source = this.#experimentSource;
    if (source === null) {
      const variant = this.#variant(nameOf(this.#path), this.#path, null);
      return variant === null ? null : this.#assemble(null, [variant]);
    }
    const experiment = this.#experiment(source);
    if (experiment === null) return null;
    const variants = Object.entries(experiment.variants).map(([name, file]) =>
      this.#variant(
        name,
        resolveFrom(source.locate(["variants", name])?.file ?? this.#path, file),
        source,
        experiment,
        ["variants", name],
      ),
    );
    if (variants.length === 0) this.#refuse(["variants"], "there are no variants");
    const complete = variants.flatMap((variant) => (variant === null ? [] : [variant]));
    return complete.length < variants.length || hasErrors(this.diagnostics)
      ? null
      : this.#assemble(experiment, complete);
  }

  #experiment(source: Source): Experiment | null {
    this.diagnostics.push(...source.diagnostics);
    if (hasErrors(source.diagnostics)) return null;
    const parsed = experimentSchema.safeParse(source.data);
    if (parsed.success) return parsed.data;
    this.diagnostics.push(
      ...fromZod(parsed.error.issues, { schema: experimentSchema, data: source.data, locate: source.locate }),
    );
    return null;
  }

  #variant(
    name: string,
    file: string,
    from: Source | null,
    experiment?: Experiment,
    at: readonly string[] = [],
  ): StudyVariant | null {
    const problem = from === null ? null : problemReading(this.#files, file);
    if (problem !== null) {
      this.#refuse(at, problem);
      return null;
    }
    const overlay = from === null ? null : trafficOverlay(from);
    const read: ReadModel = readModel(file, this.#files, overlay);
    this.texts.push(read.source.textOf);
    const model =
      read.model === null ? null : { ...read.model, objectives: experiment?.objectives ?? read.model.objectives };
    // A mistake in what variants share would be said once for each.
    this.diagnostics.push(...read.diagnostics);
    if (model === null) return null;
    const locate = experiment?.objectives === undefined ? read.source.locate : (from as Source).locate;
    this.diagnostics.push(...checkObjectives(model, locate));
    this.loads.push({ variant: name, resources: read.loads });
    if (read.source.root !== null) this.roots.set(name, read.source.root);
    return { name, file, model };
  }

  #assemble(experiment: Experiment | null, variants: readonly StudyVariant[]): Study | null {
    const [{ model }] = variants;
    const said = { ...model.run, ...experiment?.run, ...this.#overrides };
    const run = { ...DEFAULTS, ...(said.precision === undefined ? recordingOf(model) : STEADY_DEFAULTS), ...said };
    const recordedMs = recordedLengthMs(model);
    const { steady, problems } = steadyAsk(run, variants);
    for (const { path, message } of problems) this.#refuse(["run", path], message);
    const durationMs =
      recordedMs === null || given(experiment, model, this.#overrides) ? run.duration : recordedMs - run["warm-up"];
    if (!(durationMs > 0)) this.#refuse(["run"], "the warm-up leaves nothing of the recording to measure");
    const clock = clockOf(model);
    const spike = spikeOf(experiment?.spike, clock);
    if (typeof spike === "string") this.#refuse(["spike"], spike);
    const sweep = experiment?.load === undefined ? null : this.#sweep(experiment, model);
    const names = variants.map(({ name }) => name);
    for (const [i, problem] of checkClaims(experiment?.claims ?? [], names)) this.#refuse(["claims", i], problem);
    const baseline = experiment?.baseline ?? names[0];
    for (const problem of unknownName(baseline, names, "variant")) this.#refuse(["baseline"], problem);
    if (experiment?.select !== undefined && experiment.tie === undefined)
      this.#refuse(["select"], "say with `tie` which relative difference does not matter, such as `tie: 2%`");
    if (experiment?.select !== undefined && run.precision !== undefined)
      this.#refuse(["select"], "give either `select` or a precision: one adds replications, the other lengthens them");
    if (hasErrors(this.diagnostics)) return null;
    return {
      name: nameOf(this.#path),
      title: experiment?.title ?? model.name ?? nameOf(this.#path),
      question: experiment?.question ?? null,
      variants,
      baseline,
      tie: experiment?.tie ?? null,
      select: experiment?.select ?? null,
      seed: run.seed,
      warmUpMs: run["warm-up"],
      durationMs,
      replications: run.replications,
      steady,
      clock,
      spike: typeof spike === "string" ? null : spike,
      load: sweep,
      notes: experiment?.notes ?? [],
      claims: experiment?.claims ?? [],
    };
  }

  #sweep({ load: sweep }: Experiment, model: Model): LoadSweep | null {
    if (sweep === undefined) return null;
    const open = Object.keys(model.traffic).filter((name) => model.traffic[name].rate !== undefined);
    const traffic = sweep.traffic ?? open[0];
    if (traffic === undefined || !open.includes(traffic) || (sweep.traffic === undefined && open.length > 1)) {
      this.#refuse(["load"], `say which open traffic to vary: ${open.join(", ") || "there is none"}`);
      return null;
    }
    return {
      traffic,
      perSecond: [...sweep.rates].sort((a, b) => a - b),
      durationMs: sweep.duration,
      warmUpMs: sweep["warm-up"],
      replications: sweep.replications,
    };
  }

  #refuse(path: readonly (string | number)[], message: string): void {
    this.diagnostics.push(error(message, this.#experimentSource?.locate(path) ?? null));
  }
}

const nameOf = (path: string): string => fileNameOf(path).replace(/\.ya?ml$/, "");
const isMap = (data: unknown): data is Record<string, unknown> =>
  typeof data === "object" && data !== null && !Array.isArray(data);

/** The part of an experiment that is laid over each of its models. */
function trafficOverlay({ root }: Source): SourceNode | null {
  if (root === null || !(root.content instanceof Map)) return null;
  const traffic = (root.content as ReadonlyMap<string, SourceNode>).get("traffic");
  return traffic === undefined ? null : { ...root, content: new Map([["traffic", traffic]]) };
}

/** A recording is measured from its first minute unless the file says otherwise. */
const recordingOf = (model: Model): Partial<RunOptions> => (recordedLengthMs(model) === null ? {} : { "warm-up": 0 });

const given = (experiment: Experiment | null, model: Model, overrides: Partial<RunOptions>): boolean =>
  [experiment?.run, model.run, overrides].some((run) => run?.duration !== undefined);

function recordedLengthMs({ traffic }: Model): number | null {
  const lengths = Object.values(traffic).flatMap(({ rate }) =>
    isTrace(rate) ? [(rate.counts?.length ?? 0) * rate.every] : [],
  );
  return lengths.length === 0 ? null : Math.max(...lengths);
}

function clockOf({ traffic }: Model): string | null {
  const clocks = Object.values(traffic).flatMap(({ rate }) =>
    isTrace(rate) && rate.clock !== undefined ? [rate.clock] : [],
  );
  return clocks[0] ?? null;
}
