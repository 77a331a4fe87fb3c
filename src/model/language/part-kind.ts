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
import type { Outline, Stage } from "../outline/outline.js";
import type { Assembly } from "../wiring/assembly.js";
import type { Site } from "../wiring/site.js";
import type { Language } from "./policies.js";

/** A part that has been built: its meters, and for its own steps, itself. */
export interface Built {
  readonly meter: PartMeter;
}

export interface PartKind<Options = never, Type extends string = string, Input = unknown> {
  readonly type: Type; // What `type:` says in a file.
  readonly summary: string; // One line for the reference.
  options(language: Language): z.ZodType<Options, Input>;
  readonly steps: readonly StepKind[]; // Verbs that address such a part.
  build(assembly: Assembly, name: string, options: Options): Built;
  /** Its resources' capacities, and mistakes of sense that a schema cannot see. */
  check(sense: Sense, name: string, options: Options): void;
  /** What somebody might change about it next; `headroom next` tries them all. */
  changes?(context: ChangeContext, name: string, options: NoInfer<Options>): readonly Change[];
}

/** A step's plain data: one verb, what it addresses, and how. */
export type StepData = Readonly<Record<string, unknown>>;

export interface StepKind<Data = never> {
  readonly verb: string;
  readonly summary: string;
  schema(language: Language): z.ZodType<Data>;
  /** Writes the step into the site's program. */
  write(site: Site, step: Data): void;
  /** Tells the load it offers, and mistakes of sense. @returns its mean time without any waiting [ms] */
  check(sense: Sense, step: Data): number;
  /** What it is in the words of theory; without it, theory says nothing of what the step touches. */
  outline?(outline: Outline, step: Data): readonly Stage[];
}

/** Forgets the options' type where kinds of all sorts are kept together; a kind only ever meets its own. What a file may say is kept. */
export const partKind = <Options, Type extends string, Input>(
  kind: PartKind<Options, Type, Input>,
): PartKind<never, Type, Input> => kind as unknown as PartKind<never, Type, Input>;
export const stepKind = <Data>(kind: StepKind<Data>): StepKind => kind as unknown as StepKind;
