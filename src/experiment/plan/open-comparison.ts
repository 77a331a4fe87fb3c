/** Several model files as one study, as an experiment of variants would: the first is what the others are compared with. */
import { type Diagnostic, error, type Files, load, problemReading } from "../../model/source/index.js";
import { fileNameOf } from "../../model/source/paths.js";
import { type OpenStudy, openStudy } from "./open-study.js";
import type { Overrides } from "./overrides.js";
import type { Study, StudyVariant } from "./study.js";

/** @param paths at least two, of models or overlays @param flags of the command line, which override the files */
export function openComparison(paths: readonly string[], files: Files, flags: Overrides): OpenStudy {
  const wrong = paths.flatMap((path, i) => problemOf(path, i, paths, files));
  const good = paths.filter((path, i) => problemOf(path, i, paths, files).length === 0);
  const names = namesOf(good);
  const studyName =
    names.length > NAMED
      ? `${names.slice(0, NAMED).join("-and-")}-and-${names.length - NAMED}-more`
      : names.join("-and-");
  const plain = plainOf(studyName) || "comparison";
  const experiment = `${plain}${paths.includes(`${plain}.yaml`) ? "-compared" : ""}.yaml`; // No file, though it is named as one.
  const text = JSON.stringify({
    version: 1,
    title: names.length > 2 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join(" and "),
    variants: Object.fromEntries(good.map((path, i) => [names[i], path])),
  });
  const withIt: Files = { ...files, read: (path) => (path === experiment ? text : files.read(path)) };
  // Those that can be read are checked all the same, so that all mistakes are told at once.
  const opened = good.length === 0 ? nothing : openStudy(experiment, withIt, flags);
  const study = opened.study === null || wrong.length > 0 ? null : withNotes(opened.study);
  return { ...opened, study, diagnostics: [...wrong, ...opened.diagnostics] };
}

const NAMED = 3;

const nothing: OpenStudy = { study: null, diagnostics: [], loads: [], roots: new Map(), textOf: () => null };

function problemOf(path: string, i: number, paths: readonly string[], files: Files): Diagnostic[] {
  if (paths.indexOf(path) < i) return [error(`"${path}" is given twice`, null)];
  const problem = problemReading(files, path);
  if (problem !== null) return [error(problem, null)];
  const { data } = load(path, files);
  const isExperiment = typeof data === "object" && data !== null && OF_EXPERIMENTS.some((key) => key in data);
  return isExperiment
    ? [error(`"${path}" is an experiment, which compares variants itself: run it, or give models`, null)]
    : [];
}

const OF_EXPERIMENTS = ["variants", "base", "over", "over-together"];

/** The files' own names; with their folders where two are the same. */
function namesOf(paths: readonly string[]): string[] {
  const short = paths.map((path) => withoutEnding(fileNameOf(path)));
  return short.map((name, i) => (short.indexOf(name) === short.lastIndexOf(name) ? name : withoutEnding(paths[i]!)));
}

const withoutEnding = (path: string): string => path.replace(/\.ya?ml$/, "").replace(/[{}\r\n\t]/g, " ");

/** As the name of a folder. */
const plainOf = (name: string): string => name.replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^[-.]+/, "");

/** What a reader must know who thinks that all have the same requests, or the same objectives. */
function withNotes(study: Study): Study {
  const [base, ...others] = study.variants as [StudyVariant, ...StudyVariant[]];
  const notes = others.flatMap((other) => [...trafficNote(base, other), ...objectivesNote(base, other)]);
  return { ...study, notes: [...study.notes, ...notes] };
}

function trafficNote(base: StudyVariant, { name, model }: StudyVariant): string[] {
  const sources = [...new Set([...Object.keys(base.model.traffic), ...Object.keys(model.traffic)])];
  const differing = sources.filter((source) => !isSame(base.model.traffic[source], model.traffic[source]));
  if (differing.length === 0) return [];
  const same = differing.length < sources.length ? "; those of the other traffic are the same" : "";
  return [
    `“${name}” has other traffic than “${base.name}” (${differing.join(", ")}): other requests and another load${same}.`,
  ];
}

const objectivesNote = (base: StudyVariant, { name, model }: StudyVariant): string[] =>
  isSame(base.model.objectives, model.objectives)
    ? []
    : [`“${name}” has other objectives than “${base.name}”: each is judged by its own.`];

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
