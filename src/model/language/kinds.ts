/** The language's parts and steps, to be handed to what parts call: a part cannot import the catalogue that lists it. */
import type { PartKind } from "./part-kind.js";
import type { StepData, StepKind } from "./step-kind.js";

export interface Kinds {
  readonly parts: readonly PartKind[];
  readonly steps: readonly StepKind[];
}

/** By its verb. */
export const stepKindIn = ({ steps }: Kinds, step: StepData): StepKind | undefined =>
  steps.find(({ verb }) => verb in step);

/** By its type; undefined of a part that is not there. */
export const partKindIn = ({ parts }: Kinds, part: { readonly type: string } | undefined): PartKind | undefined =>
  parts.find(({ type }) => type === part?.type);
