/** From two model files to a study of two variants, the base being the baseline. */

import type { ChangeFindings } from "../../analysis/findings/diff-findings.js";
import {
  type Diagnostic,
  error,
  type Files,
  hasErrors,
  load,
  problemReading,
  type Source,
} from "../../model/source/index.js";
import { type Overrides, openStudy } from "../plan/open-study.js";
import type { Study } from "../plan/study.js";
import { type AskedObjective, askedObjectives, judgedBy } from "./asked-objectives.js";
import { changedPaths } from "./changed-paths.js";

export interface DiffStudy {
  readonly study: Study; // Variants: base, proposal.
  readonly tolerance: number;
  readonly changes: readonly ChangeFindings[];
  readonly objectives: readonly AskedObjective[];
  readonly locate: Source["locate"]; // In the proposal.
  readonly notes: readonly string[];
}

export interface OpenDiff {
  readonly diff: DiffStudy | null; // null while there are errors.
  readonly diagnostics: readonly Diagnostic[];
  textOf(file: string): string | null;
}

export const [BASE, PROPOSAL] = ["base", "proposal"];

const TOGETHER = "diff.json\0"; // The experiment that compares them, only in memory: no file has this name.

/** Simulated as the base's `run` says. @param flags what the command line says instead */
export function openDiff(base: string, proposal: string, files: Files, flags: Overrides, tolerance: number): OpenDiff {
  const failed = (diagnostics: readonly Diagnostic[], textOf = (_: string): string | null => null): OpenDiff => ({
    diff: null,
    diagnostics,
    textOf,
  });
  const given = [...new Set([base, proposal])];
  const missing = given.map((file) => problemReading(files, file)).filter((problem) => problem !== null);
  if (missing.length > 0) return failed(missing.map((problem) => error(problem, null)));
  const [before, after] = [base, proposal].map((file) => load(file, files));
  const experiments = given.filter((_, i) => isExperiment([before, after][i].data));
  if (experiments.length > 0)
    return failed(experiments.map((file) => error(`"${file}" is an experiment; give one of its models`, null)));
  const show = effectsIn([before.data, after.data]).flatMap((name) =>
    OF_EFFECTS.map((figure) => `${figure} of ${name}`),
  );
  const variants = { [BASE]: base, [PROPOSAL]: proposal };
  const experiment = { version: 1, title: "diff", variants, ...(show.length === 0 ? {} : { show }) };
  const opened = openStudy(TOGETHER, withFile(files, TOGETHER, JSON.stringify(experiment)), flags);
  const { study, diagnostics, textOf } = opened;
  if (study === null || hasErrors(diagnostics)) return failed(diagnostics, textOf);
  const [from, to] = study.variants.map(({ model }) => model);
  const objectives = askedObjectives(from, to);
  const changes = changedPaths(before.data, after, from, to);
  return {
    diff: {
      study: { ...study, tie: tolerance > 0 ? tolerance : null, variants: judgedBy(study.variants, objectives) },
      tolerance,
      changes,
      objectives,
      locate: after.locate,
      notes: notesOn(changes),
    },
    diagnostics,
    textOf,
  };
}

/** Of what both should really do, both are compared by what they do. */
const OF_EFFECTS = ["lost", "late", "twice", "uncalled-for"];

function effectsIn(models: readonly unknown[]): readonly string[] {
  const [before = [], after = []] = models.map((data) =>
    Object.keys((data as { readonly effects?: object } | null)?.effects ?? {}),
  );
  return before.filter((name) => after.includes(name));
}

const isExperiment = (data: unknown): boolean => typeof data === "object" && data !== null && "variants" in data;

function notesOn(changes: readonly ChangeFindings[]): string[] {
  const touches = (key: string): boolean => changes.some(({ path }) => path === key || path.startsWith(`${key}.`));
  return [
    ...(touches("traffic") ? ["The traffic changes too, so the effect is not that of the parts alone."] : []),
    ...(touches("run") ? ["Both were simulated as the base's `run` and the flags say."] : []),
  ];
}

const withFile = (files: Files, name: string, text: string): Files => ({
  ...files,
  read: (path) => (path === name ? text : files.read(path)),
});
