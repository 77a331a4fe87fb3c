/** The names in the model on the line that flags take: its numbers, figures, variants and endpoints. */
import { parseFigure } from "../../analysis/figures/parse-figure.js";
import { grammarOf } from "../../experiment/figures/grammar.js";
import { findKnob, NoKnob } from "../../experiment/plan/knob.js";
import { openStudy } from "../../experiment/plan/open-study.js";
import { numbersIn } from "../../experiment/search/model-numbers.js";
import type { Model } from "../../model/language/model.js";
import { nodeFiles } from "../../model/source/node-files.js";
import type { SourceNode } from "../../model/source/source-tree.js";
import type { Candidate, Candidates } from "./complete.js";

type Flag = "--knob" | "--figure" | "--variant" | "--endpoint";

/** @param asked by `--variant` @returns by flag; nothing of a file that is not valid */
export function namesIn(file: string, asked: string | undefined): Readonly<Record<Flag, () => Candidates>> {
  const { study, roots } = openStudy(file, nodeFiles, {});
  const variants = study?.variants ?? [];
  const variant = variants.find(({ name }) => name === asked) ?? variants[0];
  const root = roots.get(variant?.name ?? "");
  const words = (all: readonly Candidate[]): Candidates => ({ kind: "words", words: all });
  return {
    "--variant": () => words(variants.map(({ name }) => ({ word: name }))),
    "--knob": () => words(root === undefined ? [] : knobs(root)),
    "--endpoint": () => words(variant === undefined ? [] : asks(variant.model).map((word) => ({ word }))),
    "--figure": () => words(variant === undefined ? [] : figures(variant.model)),
  };
}

function knobs(root: SourceNode): Candidate[] {
  const found = numbersIn(root).flatMap(({ path: [section, ...path], written }): Candidate[] => {
    const [source, key, ...rest] = path;
    const word = section === "traffic" && key === "mix" ? `mix of ${source}: ${rest.join(".")}` : path.join(".");
    return isKnob(root, word) ? [{ word, about: String(written) }] : [];
  });
  return [{ word: "load", about: "times the load of the model" }, ...found];
}

function isKnob(root: SourceNode, name: string): boolean {
  try {
    findKnob({ root }, name);
    return true;
  } catch (problem) {
    if (problem instanceof NoKnob) return false;
    throw problem;
  }
}

/** Endpoints that users ask for. */
const asks = ({ traffic }: Model): string[] =>
  [...new Set(Object.values(traffic).flatMap(({ mix }) => Object.keys(mix)))].sort();

const STATISTICS = ["mean", "p50", "p90", "p95", "p99", "max"];

/** Every family of figures, of all that has it. */
function figures(model: Model): Candidate[] {
  const grammar = grammarOf(model);
  const { endpoints = [], sources = [], moments = [], effects = [], parts = new Map() } = grammar.names ?? {};
  const resources = [...parts].flatMap(([part, of]) => of.resources.map((name: string) => `${part} ${name}`));
  const scopes = [...endpoints, ...sources, ...parts.keys(), ...resources, ...moments, ...effects];
  const families = grammar.families.map(({ name, takes, summary }) => ({
    name: takes === undefined ? name : `${name}(${takes === "ms" ? "500ms" : "1"})`,
    summary,
  }));
  const subjects = [...STATISTICS.map((name) => ({ name, summary: "of the latency" })), ...families];
  return subjects.flatMap(({ name, summary }) =>
    [name, ...scopes.map((scope) => `${name} of ${scope}`)]
      .filter((text) => "found" in parseFigure(text, grammar))
      .map((word) => ({ word, about: summary })),
  );
}
