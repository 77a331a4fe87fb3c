/** Models and experiments that are written in a program, opened as if they were files of the current folder. */
import { type OpenStudy, type Overrides, openStudy } from "../experiment/plan/open-study.js";
import { type Diagnostic, type Files, hasErrors, render } from "../model/source/index.js";
import { nodeFiles } from "../model/source/node-files.js";

/** A model, an experiment or options with mistakes. Its message lists them all, each with its place and what to write. */
export class InvalidInput extends Error {
  constructor(
    readonly diagnostics: readonly Diagnostic[],
    textOf: (file: string) => string | null = () => null,
  ) {
    super(
      render(
        diagnostics.filter(({ severity }) => severity === "error"),
        textOf,
      ),
    );
    this.name = "InvalidInput";
  }
}

export interface Written {
  readonly file: string; // How messages call it.
  readonly text: string;
}

/** @param input YAML, or plain data @param name without its ending */
export const written = (name: string, input: string | object): Written =>
  typeof input === "string"
    ? { file: `${name}.yaml`, text: input }
    : { file: `${name}.json`, text: JSON.stringify(input, null, 2) };

export const openWritten = ({ file, text }: Written, overrides: Overrides = {}): OpenStudy => {
  const files: Files = { ...nodeFiles, read: (path) => (path === file ? text : nodeFiles.read(path)) };
  return openStudy(file, files, overrides);
};

/** @param also mistakes that were found before @throws InvalidInput */
export function studyIn({ study, diagnostics, textOf }: OpenStudy, also: readonly Diagnostic[] = []) {
  const all = [...also, ...diagnostics];
  if (study === null || hasErrors(all)) throw new InvalidInput(all, textOf);
  return study;
}
