/**
 * What a file of `timeline/` exports: a kind of entry of the timeline, told by its verb. A new one is its file and one
 * line in the catalogue; which parts it can be about, the parts say themselves (`PartKind.moments`).
 */
import type { z } from "zod";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import type { Sense } from "../check/sense.js";
import type { Model } from "../language/model.js";
import { distribution, duration } from "../language/values/index.js";
import type { Diagnostic, Location, Path } from "../source/diagnostics.js";
import type { SourceNode } from "../source/source-tree.js";
import { type Until, until } from "./until.js";
import type { Version } from "./versions.js";

/** An entry as plain data: when, its verb with what it is about, and its options. */
export interface MomentData {
  readonly at: number; // [ms from the start of the run]
  readonly for?: number | undefined; // [ms]; absent: to the end, or an instant.
  readonly until?: Until | undefined; // Instead: until someone acts.
  readonly versions?: readonly Version[]; // Of the model, which begin and end with it; found when the file is read.
}

/** What happens together with others, when they do. */
export type MemberData = Partial<MomentData>;

/** What happens by chance, again and again. */
export interface RandomData {
  readonly every: DistributionSpec; // From the end of one, or from the start of the run, to the beginning of the next [ms].
  readonly for?: DistributionSpec | undefined; // [ms]; absent: instants.
}

/** A fault of a game day. */
export interface Trial {
  readonly fault: string; // "lossy"
  readonly words: string; // What is done: "a fifth lost on the way".
  /** What the timeline says of it meanwhile, all at once; null: this part cannot have it. */
  entries(of: Tried): readonly MemberData[] | null;
}

/** A part that a game day breaks. */
export interface Tried {
  readonly part: string;
  readonly askedBy: readonly string[]; // Parts and sources of traffic; none: a link, over which they ask.
  readonly lastsMs: number; // How long the fault lasts.
  readonly perSecond: number | null; // How often it is asked on a good day; null where only a run can tell.
}

export interface MomentKind<Data extends MomentData = never> {
  readonly verb: string;
  readonly summary: string; // One line for the reference.
  readonly examples: string; // YAML for the reference: entries by name, which between them have every key.
  /** @param when other words for when it happens @param members what may be together */
  schema(when?: When, members?: z.ZodType): z.ZodType<Data>;
  /** Whether it may happen by chance, and together with others. */
  readonly isFree?: true;
  /** What it is about, if not what the verb names. */
  about?(data: NoInfer<Data>): string;
  /** What a dial of such an entry shows before and after, and meanwhile; absent: it turns none. */
  readonly dial?: { readonly rest: number; turnedTo(data: NoInfer<Data>): number };
  /** What happens together in it; absent: it is one thing. */
  members?(data: NoInfer<Data>): Readonly<Record<string, MemberData>>;
  /** Whether it is over as soon as it has happened. */
  readonly isInstant?: true;
  /** How it makes the model another while it lasts. */
  readonly change?: {
    readonly said: string; // The key that says so.
    /** The file of the model with it. @param said the value there */
    laid(
      root: SourceNode,
      said: SourceNode,
      refuse: (problem: string, at: Location | null) => void,
      diagnostics: Diagnostic[],
    ): SourceNode;
  };
  /** How long it lasts, if not `for` [ms]. */
  lengthMs?(data: NoInfer<Data>, instancesOf: (part: string) => number): number;
  /** How long what it did may still be felt when it is over [ms]. */
  lingersMs?(data: NoInfer<Data>): number;
  /** Names it may be about that are not of a part: sources of traffic. */
  others?(model: Model): readonly string[];
  /** The model with this entry said in other words, where the language has them. */
  inOtherWords?(model: Model, data: NoInfer<Data>): Model;
  /** Whether it happens to a whole process, and so to all modules in it. */
  readonly isOfProcess?: true;
  /** Whether it is about two parts, which `check` then looks for. */
  readonly isBetween?: true;
  /** Whether two that are about one thing cannot hold at once; if absent, they cannot. */
  contradicts?(one: NoInfer<Data>, other: NoInfer<Data>): boolean;
  /** How a game day tries it; absent: it does not. */
  readonly trials?: readonly Trial[];
  /** Reports mistakes that a schema cannot see, once it is known to be about something. */
  check?(sense: Sense, path: Path, data: NoInfer<Data>, about: string): void;
}

/** Drops the type of the data, so that all kinds fit in one list; a kind only ever gets its own data. */
export const momentKind = <Data extends MomentData>(kind: MomentKind<Data>): MomentKind =>
  kind as unknown as MomentKind;

/** When it begins, and how long it lasts. */
export const when = () => ({
  at: duration({ above: 0 }).describe("When it begins, from the start of the run"),
  for: duration({ above: 0 }).describe("How long it lasts"),
});

/** When something happens by chance, and of what lasts, how long. */
export const recurring = (isInstant: boolean): When =>
  ({
    every: distribution().describe("From the end of one, or from the start of the run, to the beginning of the next"),
    ...(isInstant ? {} : { for: distribution().describe("How long it lasts") }),
  }) as unknown as When;

/** When something happens together with others, and of what lasts, how long. */
export const together = (isInstant: boolean): When =>
  (isInstant
    ? {}
    : { for: when().for.optional().describe("How long it lasts, if not as all of them do") }) as unknown as When;

/** The same, of what may stay for good. */
export const whenOrOnwards = () => ({
  ...when(),
  for: when().for.optional().describe("How long it lasts; to the end if not given"),
});

/** The same, of what may stay for good, or until someone acts. */
export const whenOrForGood = () => ({
  ...whenOrOnwards(),
  until: until().optional().describe("Instead of `for`: until an alert has fired and someone has acted"),
});

export type When = ReturnType<typeof whenOrForGood>;
