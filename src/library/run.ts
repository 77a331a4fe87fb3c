/** `run`: what `headroom run` does, as one call, without writing files. */
import type { Findings } from "../analysis/findings/findings.js";
import { type Progress, runStudy } from "../experiment/execute/run-study.js";
import { threads as runners } from "../experiment/execute/threads.js";
import { checkObjectives } from "../experiment/plan/check-objectives.js";
import { type OpenStudy, type Overrides, openStudy } from "../experiment/plan/open-study.js";
import { readOverrides } from "../experiment/plan/overrides.js";
import { planStudy } from "../experiment/plan/plan-study.js";
import { readFigures, showing } from "../experiment/search/asked-figures.js";
import type { Model } from "../model/language/model.js";
import { type Diagnostic, didYouMean, error } from "../model/source/index.js";
import { nodeFiles } from "../model/source/node-files.js";
import { nearest } from "../text/nearest.js";
import type { Experiment } from "./define-experiment.js";
import { InvalidInput, openWritten, studyIn } from "./written.js";

/** They override what the model or the experiment says under `run`. */
export interface Options {
  /** Independent repetitions, 8 if not given; intervals come from how they differ. */
  readonly replications?: number;
  /** Length of the window that is measured, with its unit: "10min". Found from the model if not given. */
  readonly duration?: string;
  /** Time before the window that is not measured, with its unit: "30s". Found from the model if not given. */
  readonly warmUp?: string;
  /** The same one gives the same findings, whatever the number of threads: "1" if not given. */
  readonly seed?: string | number;
  /** Of steady traffic: run on until every interval is this narrow, as in "5%". */
  readonly precision?: string;
  /** What a precision may cost: requests, or a time such as "60s", which does not give the same findings everywhere. */
  readonly budget?: number | string;
  /** Also measure these, as in "p99 of web.page"; they are in the `figures` of every variant, by name. */
  readonly figures?: readonly string[];
  /** To simulate on: 1, the caller's own, if not given. Others are ended before the findings come. */
  readonly threads?: number;
  /** Is told when runs are planned, and after each. */
  readonly progress?: (now: Progress) => void;
}

const KEYS: Readonly<Record<keyof Options, true>> = {
  replications: true,
  duration: true,
  warmUp: true,
  seed: true,
  precision: true,
  budget: true,
  figures: true,
  threads: true,
  progress: true,
};

/**
 * Simulates a model or an experiment, and says what was found: every figure with its interval, and a verdict for every
 * objective and claim. It writes nothing.
 *
 * @param what from `defineModel`, `defineExperiment` or `readModel`; or the path of a file of either
 * @throws InvalidInput whose message lists every mistake in the file and the options
 * @throws CutShort if a run cannot end, since the model repeats something without any time passing
 */
export async function run(what: Model | Experiment | string, options: Options = {}): Promise<Findings> {
  const { figures: asked = [], threads = 1, progress } = options;
  const { overrides, mistakes } = read(options);
  const study = studyIn(opened(what, overrides), mistakes);
  const figures = readFigures(asked, study.variants, study, { most: Number.POSITIVE_INFINITY, asker: "figures:" });
  if ("errors" in figures) throw new InvalidInput(figures.errors.map((message) => error(message, null)));
  const runner = runners(threads);
  const startedMs = performance.now();
  try {
    const shown = figures.found.length === 0 ? study : showing(study, figures.found);
    return await runStudy(shown, runner, progress, () => performance.now() - startedMs);
  } finally {
    await runner.close();
  }
}

/** As the command line's flags would be, and what is wrong with them. */
function read(options: Options): { overrides: Overrides; mistakes: readonly Diagnostic[] } {
  const { replications, seed, budget, duration, warmUp, precision, threads = 1 } = options;
  const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
  const overrides = Object.fromEntries(
    Object.entries({ replications, seed, budget, duration, warmUp, precision }).map(([key, of]) => [key, text(of)]),
  );
  const unknown = Object.keys(options).filter((key) => !Object.hasOwn(KEYS, key));
  const mistakes = unknown.map((key) => {
    const near = nearest(key, Object.keys(KEYS));
    return error(`there is no option "${key}"`, null, near === null ? undefined : didYouMean(near));
  });
  if (!(Number.isInteger(threads) && threads >= 1))
    mistakes.push(error("threads: must be a whole number from 1", null));
  const { diagnostics } = readOverrides(overrides, (name) => (name === "warm-up" ? "warmUp" : name));
  return { overrides: diagnostics.length > 0 ? {} : overrides, mistakes: [...mistakes, ...diagnostics] };
}

function opened(what: Model | Experiment | string, overrides: Overrides): OpenStudy {
  if (typeof what === "string") return openStudy(what, nodeFiles, overrides);
  if ("kind" in what) return openWritten(what, overrides);
  if (!("timeline" in what && "objectives" in what && "run" in what))
    throw new InvalidInput([
      error("expected what defineModel or defineExperiment returns, or the path of a file", null),
    ]);
  const variant = { name: "model", file: "model", model: what };
  const { study, problems } = planStudy("model", null, [variant], [["model"]], readOverrides(overrides).overrides);
  const diagnostics = [
    ...checkObjectives(what, () => null), // `readModel` leaves them unread.
    ...problems.map(({ path, message }) => error(`${path.join(".")}: ${message}`, null)),
  ];
  return { study, diagnostics, loads: [], roots: new Map(), textOf: () => null };
}
