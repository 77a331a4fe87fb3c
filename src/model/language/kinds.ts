/** The kinds of parts and steps, passed as an argument: a part cannot import the catalogue that lists it. */
import type { PartKind } from "./part-kind.js";
import type { StepData, StepKind } from "./step-kind.js";

export interface Kinds {
  readonly parts: readonly PartKind[];
  readonly steps: readonly StepKind[];
}

/** By its verb. */
export const stepKindIn = ({ steps }: Kinds, step: StepData): StepKind | undefined =>
  steps.find(({ verb }) => verb in step);

/** By its type; undefined if there is no such part. */
export const partKindIn = ({ parts }: Kinds, part: { readonly type: string } | undefined): PartKind | undefined =>
  parts.find(({ type }) => type === part?.type);
