/** The language's parts and steps; handed to who is asked by parts, since parts cannot know the catalogue they stand in. */
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
