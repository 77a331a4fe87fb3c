/**
 * What a file in `parts/` exports: how the language describes a part, and how a description becomes one.
 *
 * A new part is its component, its kind, and one line in the catalogue. Schema, documentation, diagnostics
 * and wiring all follow from here.
 */
import type { z } from "zod";
import type { PartMeter } from "../../engine/meters.js";
import type { Change, ChangeContext } from "../changes/change.js";
import type { Sense } from "../check/sense.js";
import type { Path } from "../source/diagnostics.js";
import type { Assembly } from "../wiring/assembly.js";
import type { Language } from "./policies.js";
import type { StepData, StepKind } from "./step-kind.js";

/** A part that has been built: its meters, and for its own steps, itself. */
export interface Built {
  readonly meter: PartMeter;
}

/** Steps of a part, and what is asked to have them done. */
export interface Entry {
  readonly name: string; // "browse" of "web.browse"; empty where the part itself is asked.
  readonly under: Path; // Where they stand below the part: ["endpoints", "browse"].
  readonly steps: readonly StepData[];
}

export interface PartKind<Options = never, Type extends string = string, Input = unknown> {
  readonly type: Type; // What `type:` says in a file.
  readonly summary: string; // One line for the reference.
  options(language: Language): z.ZodType<Options, Input>;
  readonly steps: readonly StepKind[]; // Verbs that address such a part.
  build(assembly: Assembly, name: string, options: Options): Built;
  /** Its resources' capacities, and mistakes of sense that a schema cannot see. */
  check(sense: Sense, name: string, options: Options): void;
  /** The lists of steps that stand in it; without it, it has none. */
  entries?(options: Options): readonly Entry[];
  /** What somebody might change about it next; `headroom next` tries them all. */
  changes?(context: ChangeContext, name: string, options: NoInfer<Options>): readonly Change[];
}

/** Forgets the options' type where kinds of all sorts are kept together; a kind only ever meets its own. What a file may say is kept. */
export const partKind = <Options, Type extends string, Input>(
  kind: PartKind<Options, Type, Input>,
): PartKind<never, Type, Input> => kind as unknown as PartKind<never, Type, Input>;
