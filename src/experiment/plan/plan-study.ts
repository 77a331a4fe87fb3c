/** Builds a study from the command line, the experiment, the model and the defaults, in this order of priority. */
import type { Figure } from "../../analysis/figures/figure.js";
import { parseFigure, usualFigure } from "../../analysis/figures/parse-figure.js";
import type { Model, RunOptions } from "../../model/language/model.js";
import type { Path } from "../../model/source/diagnostics.js";
import { grammarOf } from "../figures/grammar.js";
import { EQUAL_WEIGHTS, isExact, isSought, SOUGHT } from "../figures/of-variant.js";
import { defaultWindow, type WindowMs } from "../precision/default-window.js";
import { STEADY_DEFAULTS, steadyAsk } from "../precision/steady-ask.js";
import { type Against, type Axes, baselinesOf } from "./baselines.js";
import { checkClaims, figuresIn, parseClaim } from "./claims.js";
import { planLoadSweep } from "./load-sweep.js";
import { unseen } from "./moments.js";
import { blocksIn, isOnePath, recordNotes } from "./recorded.js";
import type { Experiment } from "./schema.js";
import { clockOf, recordedLengthMs, spikeOf } from "./spike.js";
import type { Study, StudyVariant } from "./study.js";

const DEFAULTS = { replications: 8, seed: "1" };

/** Smaller relative differences are ties by default, since they hardly matter. */
const TIE = 0.001;

interface Planned {
  readonly study: Study; // Unusable if there are problems.
  readonly problems: readonly { readonly path: Path; readonly message: string }[];
}

/** @param name of the file @param experiment null: a single model @param variants at least one, and `axes` of which they are all combinations */
export function planStudy(
  name: string,
  experiment: Experiment | null,
  variants: readonly StudyVariant[],
  axes: Axes,
  overrides: Partial<RunOptions>,
): Planned {
  const problems: { path: Path; message: string }[] = [];
  const refuse = (path: Path, message: string): void => void problems.push({ path, message });
  const [{ model }] = variants;
  const said = { ...model.run, ...experiment?.run, ...overrides };
  const run = runOf(
    said,
    variants.map((variant) => variant.model),
  );
  const blocks = blocksIn(variants.map((variant) => variant.model));
  if (typeof blocks === "string") refuse(["traffic"], blocks);
  else if (blocks !== null && run.replications > blocks)
    refuse(["run", "replications"], `each replication plays a block of the record, and there are ${blocks}`);
  const { steady, problems: wrongAsk } = steadyAsk(run, variants);
  for (const { path, message } of wrongAsk) refuse(["run", path], message);
  const durationMs = run.duration;
  if (!(durationMs > 0)) refuse(["run"], "the warm-up leaves nothing of the recording to measure");
  const clock = clockOf(model);
  const spike = spikeOf(experiment?.spike, clock);
  if (typeof spike === "string") refuse(["spike"], spike);
  if (experiment?.spike !== undefined && variants.some((variant) => Object.keys(variant.model.timeline).length > 0))
    refuse(["spike"], "the timeline says already what to shade and to recover from: take out `spike`");
  const warmUpMs = run["warm-up"];
  for (const { moment, message } of unseen(variants, { warmUpMs, endMs: warmUpMs + durationMs }))
    refuse(["timeline", moment, "at"], message);
  const load = planLoadSweep(experiment?.load, model);
  if (typeof load === "string") refuse(["load"], load);
  const names = variants.map((variant) => variant.name);
  for (const [i, problem] of checkClaims(experiment?.claims ?? [], variants)) refuse(["claims", i], problem);
  const baselines = baselinesOf(axes, names, experiment?.baseline);
  if ("problems" in baselines) for (const problem of baselines.problems) refuse(["baseline"], problem);
  else
    for (const [i, problem] of ofBaselines(experiment?.claims ?? [], names, baselines.found))
      refuse(["claims", i], problem);
  const { figures, by, show } = namedFigures(experiment, variants, refuse);
  if (experiment?.select !== undefined && experiment.tie === undefined)
    refuse(["select"], "say with `tie` which relative difference does not matter, such as `tie: 2%`");
  if (experiment?.select !== undefined && run.precision !== undefined)
    refuse(["select"], "give either `select` or a precision: one adds replications, the other lengthens them");
  const selectMost = experiment?.select?.most ?? 0;
  if (selectMost > 0 && variants.some(({ model }) => isOnePath(model)))
    refuse(["select"], "all replications of one recorded path may be the same: give the record `blocks`");
  if (typeof blocks === "number" && selectMost > blocks)
    refuse(["select", "most"], `each replication plays a block of the record, and there are ${blocks}`);
  const study: Study = {
    name,
    title: experiment?.title ?? model.name ?? name,
    question: experiment?.question ?? null,
    variants,
    baselines: "found" in baselines ? baselines.found : [],
    tie: experiment?.tie ?? TIE,
    select: experiment?.select === undefined || by === null ? null : { by, most: experiment.select.most },
    isWindowGiven: said.duration !== undefined,
    seed: run.seed,
    warmUpMs: run["warm-up"],
    durationMs,
    replications: run.replications,
    steady,
    clock,
    spike: typeof spike === "string" ? null : spike,
    load: typeof load === "string" ? null : load,
    notes: [...(experiment?.notes ?? []), ...recordNotes(variants)],
    claims: experiment?.claims ?? [],
    figures,
    show,
    prices: experiment?.cost ?? null,
    weights: experiment?.complexity ?? EQUAL_WEIGHTS,
    ceiling: experiment?.ceiling ?? null,
  };
  return { study, problems };
}

/** @returns index and problem of each claim that compares a baseline with itself */
function ofBaselines(
  claims: readonly string[],
  names: readonly string[],
  baselines: readonly (Against | null)[],
): [number, string][] {
  return claims.flatMap((text, i) => {
    const read = parseClaim(text);
    if ("errors" in read || !("subject" in read.found) || typeof read.found.subject === "string") return [];
    const { subject, variant } = read.found;
    if (baselines[names.indexOf(variant)] !== null) return [];
    const other = names.find((_, j) => baselines[j]?.index === names.indexOf(variant));
    const hint =
      other === undefined ? "there is no other variant" : `say it of another, as in ${subject.name}{${other}}`;
    return [[i, `${variant} is what others are compared with: ${hint}`]];
  });
}

type Refuse = (path: Path, message: string) => void;

/** The figures that claims, `show` and `select` name. A part may be missing in some variants. */
function namedFigures(experiment: Experiment | null, variants: readonly StudyVariant[], refuse: Refuse) {
  const readOne = (text: string, path: Path): Figure | null => {
    const reads = variants.map(({ model }) => parseFigure(text, grammarOf(model)));
    const read = reads.find((each) => "found" in each) ?? reads[0]!;
    if ("found" in read) return read.found;
    for (const message of read.errors) refuse(path, message);
    return null;
  };
  const named: { readonly figure: Figure; readonly path: Path }[] = [];
  const found = (figure: Figure | null, path: Path): Figure[] => {
    if (figure !== null) named.push({ figure, path });
    return figure === null ? [] : [figure];
  };
  const shown = (experiment?.show ?? []).flatMap((text, i) => found(readOne(text, ["show", i]), ["show", i]));
  const by = experiment?.select === undefined ? null : readOne(experiment.select.by, ["select", "by"]);
  if (by !== null && (by.goal === "neither" || isExact(by) || isSought(by)))
    refuse(
      ["select", "by"],
      `no variant is the best by ${by.name}: more of it is neither better nor worse, or no run tells`,
    );
  const claimed = (experiment?.claims ?? []).flatMap((text, i) => {
    const known = parseClaim(text, variants);
    const read = "found" in known ? known : parseClaim(text); // What is wrong with it is said elsewhere.
    return "found" in read ? figuresIn(read.found).flatMap((figure) => found(figure, ["claims", i])) : [];
  });
  const sought = experiment?.ceiling === undefined ? [] : SOUGHT.map(usualFigure);
  if (experiment !== null && experiment.ceiling === undefined)
    for (const { figure, path } of named)
      if (isSought(figure))
        refuse(path, `the ${figure.name} takes a search of its own: add \`ceiling: {}\` to the experiment`);
  const all = [...sought, ...shown, ...(by === null ? [] : [by]), ...claimed];
  return {
    figures: [...new Map(all.map((figure) => [figure.name, figure])).values()],
    by,
    show: shown,
  };
}

function runOf(said: Partial<RunOptions>, models: readonly Model[]): RunOptions {
  if (said.precision !== undefined) return { ...DEFAULTS, ...STEADY_DEFAULTS, ...said };
  const blocks = blocksIn(models);
  const usual = typeof blocks === "number" ? blocks : DEFAULTS.replications;
  const replications = said.replications ?? usual;
  const { warmUpMs, durationMs } = windowOf(said, models, replications);
  return { ...DEFAULTS, ...said, replications, "warm-up": warmUpMs, duration: durationMs };
}

/** The window as given, else the recording without the warm-up, else found from the models. */
function windowOf(said: Partial<RunOptions>, models: readonly Model[], replications: number): WindowMs {
  const recordedMs = recordedLengthMs(models[0]);
  const { duration, "warm-up": warmUp } = said;
  if (recordedMs === null) return defaultWindow(models, { warmUpMs: warmUp, durationMs: duration }, replications);
  const warmUpMs = warmUp ?? 0;
  return { warmUpMs, durationMs: duration ?? recordedMs - warmUpMs };
}
