/**
 * What a folder of `parts/` exports: a part's options, how it is built, and what other code must know about it.
 *
 * A new part is its component, its folder, and one line in the catalogue. Schema, documentation, diagnostics, wiring,
 * risks, changes and counts all follow from here.
 */
import type { z } from "zod";
import type { PartMeter } from "../../engine/meters.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Change, ChangeContext } from "../changes/change.js";
import type { Sense } from "../check/sense.js";
import type { Outline, Stage } from "../outline/outline.js";
import type { Bytes } from "../parts/network-link/options.js";
import type { SharedCores } from "../parts/shared/work-capacity.js";
import type { Policies } from "../policies/catalogue.js";
import { stepsOf } from "../policies/fallback.js";
import type { Risk, Surroundings } from "../risks/risk.js";
import type { Path } from "../source/diagnostics.js";
import type { Assembly } from "../wiring/assembly.js";
import type { Site } from "../wiring/site.js";
import type { Effects } from "./effects.js";
import type { Model } from "./model.js";
import type { OtherWords } from "./other-words.js";
import type { Language } from "./policies.js";

/** A part that has been built: its meters, and the object its own steps use. */
export interface Built {
  readonly meter: PartMeter;
  /** Calls `act` when one of its instances begins anew; if absent, none does. */
  onceBegun?(act: (instance: number) => void): void;
}

/** A list of steps of a part, and the name under which it is called. */
export interface Entry {
  readonly name: string; // "browse" of "web.browse"; empty where the part itself is asked.
  readonly under: Path; // Below the part: ["endpoints", "browse"].
  readonly steps: readonly StepData[];
}

/** How a part is drawn. */
export interface Drawn {
  readonly shape: Shape;
  readonly facts: readonly string[]; // "2 × 4 cores", "hit 90%": what there is of it, the most telling first.
  readonly inside?: string | undefined; // The host that it is on.
  readonly between?: readonly [string, string]; // The ends of a line.
  readonly through?: string | undefined; // What is asked of it goes through that part.
  readonly asks?: readonly { readonly to: string; readonly what: readonly string[] }[]; // Queries that no step says.
}

/** Of its mark: where it runs (`compartment`: in its caller's box; `frame`: around others; `line`: between two). */
export type Shape = "box" | "compartment" | "cylinder" | "folder" | "pipe" | "fan" | "hexagon" | "frame" | "line";

/** How an arrow looks. */
export type Asking = "call" | "query" | "look-up" | "message" | "parked";

/** Slots, such as threads: a request or a message holds one while it is in the part. */
export interface Slots {
  readonly resource: string; // "threads"
  readonly each: number; // Of each instance.
  readonly instances: number;
  readonly heldBy: "requests" | "messages";
  readonly isEach?: boolean; // Every instance of a caller has as many of its own.
  readonly kept?: KeptOpen | undefined;
  readonly isForWorkAlone?: boolean; // Held only while working, never while waiting.
  readonly waitsForGood: boolean; // Nothing refuses a request or ends its wait for a slot.
}

/** Connections of each pool that are always open, of those that the part, or the one in between, accepts. */
export interface KeptOpen {
  readonly each: number;
  readonly accepted: number;
  readonly by?: string;
}

/** How a part takes messages. Its `build` returns a `BuiltTaker`. */
export interface TakesMessages<Options> {
  /** Whether it may refuse one. */
  mayRefuse(options: Options): boolean;
  /** Walks what its publisher does to hand it one. @returns how long that takes [ms]; absent: no time */
  publisherWaits?(sense: Sense, options: Options): number;
  /** Whether its publisher may have to wait until there is room; if absent, it may not. */
  mayBlock?(options: Options): boolean;
  /** Walks what becomes of a message, and notes what may refuse it. */
  check(sense: Sense, name: string, options: Options): void;
  outline(outline: Outline, name: string, options: Options): readonly Stage[];
  /** The parts to which it hands messages on. */
  handsOn?(options: Options): readonly HandedOn[];
}

export interface HandedOn {
  readonly to: string;
  readonly times: number; // Of each message.
  readonly policies: Policies;
  readonly keeps?: true; // What is refused, until it is taken.
  readonly parks?: true; // What it gives up, not what it takes.
}

/** A part that takes messages, as a step publishes them. */
export interface BuiltTaker extends Built {
  /** Writes the step. @param times how many messages a request has published here, from 1 */
  publish(site: Site, times: number): void;
}

/** How a part answers calls of its endpoints. Its `build` returns a `BuiltCallee`. */
export interface AnswersCalls {
  /** Its endpoints run in the process of whatever calls them, without a network or threads in between. */
  readonly isInProcess?: true;
  /** Walks a call of `part.endpoint`. @returns its mean time without waiting [ms] */
  check(sense: Sense, target: string, path: Path, bytes: Bytes): number;
  outline(outline: Outline, target: string, bytes: Bytes): readonly Stage[];
}

/** A part that answers calls, as a step or traffic makes them. */
export interface BuiltCallee extends Built {
  /** Writes a call to `part.endpoint`, without policies. @param isApart while its caller may have gone on */
  answer(site: Site, target: string, isApart: boolean, bytes: Bytes): void;
}

export interface PartKind<Options = never, Type extends string = string, Input = unknown> {
  readonly type: Type; // What `type:` says in a file.
  readonly section?: string; // Where a file has it instead of among its `parts`, without a `type`.
  readonly alsoCalled?: string; // What `type:` says of such a part in other tools, in words with a space between.
  readonly otherWords?: OtherWords; // For its options.
  readonly toldBy?: readonly string[]; // Options that no other part has, which tell what is meant by another `type`.
  readonly summary: string; // One line for the reference.
  readonly examples: string; // YAML for the reference: parts by name, which between them have every key.
  options(language: Language): z.ZodType<Options, Input>;
  readonly effects: Effects<NoInfer<Options>>;
  readonly steps: readonly StepKind[]; // Verbs that address such a part.
  build(assembly: Assembly, name: string, options: Options): Built;
  /** How a picture of the model shows it. @param model without mistakes */
  drawn(options: NoInfer<Options>, model: Model): Drawn;
  /** Declares its resources' capacities and reports mistakes that a schema cannot see. */
  check(sense: Sense, name: string, options: Options): void;

  // What the part has, if anything.
  /** Its lists of steps. */
  entries?(options: Options): readonly Entry[];
  /** What it does without being asked, which no traffic brings. */
  readonly unasked?: {
    isAny(options: Options): boolean;
    /** Walks it, at its own rate. */
    walk(sense: Sense, name: string, options: Options): void;
  };
  /** The cores that do its work. */
  machine?(options: Options, model?: Model): SharedCores;
  /** The slots that a request to it holds. */
  slots?(options: Options, model: Model): Slots | null;
  readonly isAside?: true; // It works on messages, for which no request waits.
  readonly parksMessages?: true; // It may be the `dead-letter` of a queue. Its `build` returns a `BuiltParker`.
  readonly takesMessages?: TakesMessages<NoInfer<Options>>;
  readonly answersCalls?: AnswersCalls;
  readonly isStateful?: true; // It holds data, so copies of it do not add capacity.
  /** Whether its work grows as long as the system runs, so that there is no steady state; if absent, it does not. */
  grows?(options: NoInfer<Options>): boolean;

  /**
   * Options that may change while the system runs; `freely`: also come and go, and from a limit to none; `instead`: only
   * in another way.
   */
  readonly mayChange?: readonly { readonly at: string; readonly freely?: true; readonly instead?: string }[];

  /** The data whose keys it may write. */
  writesTo?(options: Options): readonly string[];
  /** The data that it reads for others. */
  readsOf?(options: Options): readonly string[];

  // What other code asks about it.
  /** Whether what one part or source asks another goes over it; if absent, nothing does. */
  carries?(model: Model, name: string, from: string, to: string): boolean;
  /** Whether what it asks of others depends on how often it is asked. */
  needsItsRate?(options: Options): boolean;
  /** Whether it may itself fail or refuse a request; if absent, it may not. */
  mayFail?(options: Options): boolean;
  /** What entries of a timeline may be about, by their verb: the part, or what of it. If absent, nothing. */
  moments?(options: Options, name: string): Readonly<Record<string, readonly string[]>>;
  /** Its options under an endless backlog: what it would refuse waits. Its limits have already been removed. */
  inBacklog?(options: Options): Options;
  /** The most requests inside at once, where none can wait; if absent, any number. */
  admits?(options: Options): number;
  /** How many of each paid unit it has, such as "cores". */
  readonly units?: Readonly<Record<string, (options: NoInfer<Options>, name: string, around: Surroundings) => number>>;
  /** Its options with so many instances, which a run has paid for on average where they come and go. */
  withPaid?(options: Options, instances: number): Options;
  /** Its risks that no objective shows. */
  risks?(around: Surroundings, name: string, options: NoInfer<Options>): readonly Risk[];
  /** Figures that only this kind measures, by the names that objectives and claims use. */
  readonly figures?: readonly PartFigure[];
  /** Changes to it that `headroom next` tries. */
  changes?(context: ChangeContext, name: string, options: NoInfer<Options>): readonly Change[];
}

/** A share, or a time with a mean and percentiles, that only this component measures. */
export interface PartFigure {
  readonly name: string; // "hit rate"
  readonly measure: string; // "hitRate"
  readonly by?: Readonly<Record<string, string>>; // The measure for each reason that may be named.
  readonly unit: "1" | "ms" | "1/s" | "number";
  readonly isLevel?: true; // Sampled at intervals: has a mean and a maximum, no percentiles.
  readonly goal: "less" | "more" | "neither";
  readonly summary: string; // One line for the reference.
}

/** Drops the type of the options, so that all kinds fit in one list; a kind only ever gets its own options. */
export const partKind = <Options, Type extends string, Input>(
  kind: PartKind<Options, Type, Input>,
): PartKind<never, Type, Input> => kind as unknown as PartKind<never, Type, Input>;

/** A step's plain data: its verb with the target, and its options. */
export type StepData = Readonly<Record<string, unknown>>;

export interface StepKind<Data = never> {
  readonly verb: string;
  readonly alsoCalled?: string; // In other tools, in words with a space between.
  readonly otherWords?: OtherWords; // For its options, besides those of policies.
  readonly summary: string;
  readonly examples: string; // YAML for the reference: steps, which between them have every key but policies.
  schema(language: Language): z.ZodType<Data>;
  readonly effects: Effects<NoInfer<Data>>;
  /** Writes the step into the site's program. */
  write(site: Site, step: Data): void;
  /** Adds its offered load and reports mistakes. @returns its mean time without any waiting [ms] */
  check(sense: Sense, step: Data): number;
  /** The step for queueing theory; if absent, theory predicts nothing about what the step touches. */
  outline?(outline: Outline, step: Data): readonly Stage[];
  /** Every list of steps inside it, in order of execution. @param model without mistakes */
  inside(step: Data, model: Model): readonly StepList[];
  /** The part that it calls; null if it calls none. @param model without mistakes */
  visits(step: Data, model: Model, kinds: Kinds): Visit | null;
  /** How long it takes, where nothing is waited for and that is known before; absent: that is not known. */
  workMs?(site: Site, step: Data): Sampler;
  readonly does?: "computes" | "fails" | "waits"; // Itself: uses the cores, fails by chance, or takes time without them.
  /** The effect that it makes happen, or undoes. */
  makes?(step: Data): { readonly effect: string; readonly undoes: boolean };
}

interface StepList {
  readonly under: Path; // Below the step: ["choose", 0, "steps"].
  readonly steps: readonly StepData[];
  readonly times: number; // Mean passes per pass of the step, without failures; 0 for a fallback.
  readonly atOnce?: number; // Lists of the step that run concurrently; 1 if absent.
  readonly isAside?: true; // The request does not wait for them.
}

export interface Visit {
  readonly target: string; // "db.read", "web.browse", or a cache or queue.
  readonly policies: Policies; // The step's failure policies.
  readonly waits: boolean; // For an answer.
  readonly mayHang: boolean; // The answer may take long, or never come.
  readonly mayFail: boolean;
  readonly hasFallback?: true; // Always: what a request does without an answer stands there.
  readonly as: Asking;
  readonly effect: "reads" | "writes" | null; // On the data there; null: depends on the steps there.
  readonly isInProcess?: true; // In the caller's own: no hop over a network.
  readonly holds?: true; // A connection of the target, while it does the steps inside.
}

/** The fallback steps of a step with policies. */
export const insideFallback = ({ fallback }: Policies): readonly StepList[] =>
  [fallback === undefined ? null : stepsOf(fallback)].flatMap((instead) =>
    instead === null ? [] : [{ ...instead, times: 0 }],
  );

/** Drops the type of the data, so that all kinds fit in one list; a kind only ever gets its own data. */
export const stepKind = <Data>(kind: StepKind<Data>): StepKind => kind as unknown as StepKind;

/** The kinds of parts and steps, passed as an argument: a part cannot import the catalogue that lists it. */
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
