/** An experiment written in TypeScript: one question, and the variants that it compares. */
import type { z } from "zod";
import type { experimentSchema } from "../experiment/plan/schema.js";
import type { ModelInput } from "../model/language/model.js";
import { openWritten, studyIn, type Written, written } from "./written.js";

/** A model: its file, plain data, or what differs from a file that it `extends`. */
export type VariantInput = string | ModelInput | ({ readonly extends: string } & Readonly<Record<string, unknown>>);

type Input = z.input<typeof experimentSchema>;

/** An experiment as plain data, written as in a file. Paths in it are relative to the current folder. */
export type ExperimentInput = Omit<Input, "base" | "variants"> & {
  /** By name, the first of them what the others are compared with. */
  readonly variants?: Readonly<Record<string, VariantInput>>;
  /** Instead of `variants`: the one model that `over` varies. */
  readonly base?: VariantInput;
};

/** What `defineExperiment` makes, for `run`. */
export interface Experiment extends Written {
  readonly kind: "experiment";
}

/**
 * The experiment, with all its models validated and checked for sense as files are.
 *
 * @param input plain data, or the text of an experiment file
 * @throws InvalidInput whose message lists every mistake, with its place in the text, or in the data written as JSON
 */
export function defineExperiment(input: ExperimentInput | string): Experiment {
  const experiment = { kind: "experiment", ...written("experiment", input) } as const;
  studyIn(openWritten(experiment));
  return experiment;
}
