/**
 * What a folder of `parts/` exports: how the language describes a part, how a description becomes one, and all that others
 * must know of it.
 *
 * A new part is its component, its folder, and one line in the catalogue. Schema, documentation, diagnostics, wiring,
 * risks, changes and counts all follow from here.
 */
import type { z } from "zod";
import type { PartMeter } from "../../engine/meters.js";
import type { Change, ChangeContext } from "../changes/change.js";
import type { Sense } from "../check/sense.js";
import type { Surroundings } from "../check/surroundings.js";
import type { SharedCores } from "../parts/shared/work-capacity.js";
import type { Risk } from "../risks/risk.js";
import type { Path } from "../source/diagnostics.js";
import type { Assembly } from "../wiring/assembly.js";
import type { Effects } from "./effects.js";
import type { Model } from "./model.js";
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

/** A request or a message holds one of them while it is there. */
export interface Slots {
  readonly resource: string; // "threads"
  readonly each: number; // Of each instance.
  readonly instances: number;
  readonly heldBy: "requests" | "messages";
  readonly isForWorkAlone?: boolean; // And for no waiting inside: the time that it is held is work.
  readonly waitsForGood: boolean; // Until it gets one: nothing refuses it or ends its wait.
}

export interface PartKind<Options = never, Type extends string = string, Input = unknown> {
  readonly type: Type; // What `type:` says in a file.
  readonly summary: string; // One line for the reference.
  options(language: Language): z.ZodType<Options, Input>;
  readonly effects: Effects<NoInfer<Options>>;
  readonly steps: readonly StepKind[]; // Verbs that address such a part.
  build(assembly: Assembly, name: string, options: Options): Built;
  /** Its resources' capacities, and mistakes of sense that a schema cannot see. */
  check(sense: Sense, name: string, options: Options): void;

  // What it has; without it, it has none.
  /** The lists of steps that stand in it. */
  entries?(options: Options): readonly Entry[];
  /** Where its work is done. */
  machine?(options: Options): SharedCores;
  /** What is limited and held while something is asked of it. */
  slots?(options: Options, model: Model): Slots | null;
  readonly isAside?: true; // What comes there are messages, for which no request waits.
  readonly isStateful?: true; // It has data, so that copies of it are no way to more capacity.

  // What others ask about it.
  /** Whether it may fail or refuse by itself what is asked of it; without it, no. */
  mayFail?(options: Options): boolean;
  /** When the last change that is planned of it is over [ms from the start]; without it, none is planned. */
  planEndMs?(options: Options): number;
  /** The same under a backlog that never ends: what it would refuse waits. Its limits have been taken away already. */
  inBacklog?(options: Options): Options;
  /** Requests that can be there at once, where none can wait; without it, any number. */
  admits?(options: Options): number;
  /** What must be paid for, by what it is called: "cores". */
  readonly units?: Readonly<Record<string, (options: NoInfer<Options>, name: string, around: Surroundings) => number>>;
  /** What can go wrong with it that no objective sees. */
  risks?(around: Surroundings, name: string, options: NoInfer<Options>): readonly Risk[];
  /** What its runs measure that no other part has, by which objectives and claims name it. */
  readonly figures?: readonly PartFigure[];
  /** What somebody might change about it next; `headroom next` tries them all. */
  changes?(context: ChangeContext, name: string, options: NoInfer<Options>): readonly Change[];
}

/** A share, or a time with a mean and percentiles, that the component keeps as a measure of its own. */
export interface PartFigure {
  readonly name: string; // "hit rate"
  readonly measure: string; // "hitRate"
  readonly unit: "1" | "ms" | "1/s";
  readonly isLevel?: true; // Looked at now and then: it has a mean and a highest, and no percentiles.
  readonly goal: "less" | "more" | "neither";
  readonly summary: string; // One line for the reference.
}

/** Forgets the options' type where kinds of all sorts are kept together; a kind only ever meets its own. What a file may say is kept. */
export const partKind = <Options, Type extends string, Input>(
  kind: PartKind<Options, Type, Input>,
): PartKind<never, Type, Input> => kind as unknown as PartKind<never, Type, Input>;
