/** A model written in TypeScript: the same data as in a file, with the types of the one schema. */
import type { Model, ModelInput } from "../model/language/model.js";
import { openWritten, studyIn, written } from "./written.js";

/**
 * The model, validated and checked for sense as a file is. Values have their units, as in a file: "40ms", "800/s", "90%".
 * Paths in it, as of a recording, are relative to the current folder.
 *
 * @param input plain data, or the text of a model file
 * @throws InvalidInput whose message lists every mistake, with its place in the text, or in the data written as JSON
 */
export function defineModel(input: ModelInput | string): Model {
  return studyIn(openWritten(written("model", input))).variants[0]!.model;
}
