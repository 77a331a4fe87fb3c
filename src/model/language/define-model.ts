/** A model written in TypeScript: the same data as in a file, with the types of the one schema. */

import { type Files, memoryFiles, render } from "../source/index.js";
import { readModel } from "../source/read-model.js";
import type { Model, ModelInput } from "./model.js";

const NAME = "model.json";

/**
 * The model, validated and checked for sense as a file is.
 *
 * @throws Error that lists every mistake, with its place in the data written as JSON
 */
export function defineModel(input: ModelInput): Model {
  const text = JSON.stringify(input, null, 2);
  const files: Files = memoryFiles({ [NAME]: text });
  const { model, diagnostics } = readModel(NAME, files);
  if (model === null) throw new Error(render(diagnostics, () => text));
  return model;
}
