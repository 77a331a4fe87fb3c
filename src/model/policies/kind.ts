/** What a file of this folder exports: one failure policy, of a step that asks another part or of traffic. */
import type { z } from "zod";
import type { Sense } from "../check/sense.js";
import type { AnyEffects, Effect } from "../language/effects.js";
import type { Language } from "../language/policies.js";
import type { Outline, Stage } from "../outline/outline.js";
import type { Site } from "../wiring/site.js";

/** Writes what a policy is around. */
export type Write = (site: Site) => void;

export interface PolicyKind<Key extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly key: Key;
  schema(language: Language): Schema;
  readonly examples: string; // YAML for the reference: a list of what may stand at the key, together with every key.
  readonly effect: Effect | AnyEffects;
  /** Around one attempt, around all attempts, or around what is done when all have failed. */
  readonly around: "an attempt" | "all attempts" | "failure";
  write(site: Site, said: z.output<Schema>, about: About, body: Write): void;
  /** Walks what it is around, notes what that changes, and reports mistakes. @returns its mean time without waiting [ms] */
  walk(sense: Sense, said: z.output<Schema>, about: AboutWalk, walk: () => number): number;
  /** The longest that it lets an attempt take [ms]. */
  limitMs?(said: z.output<Schema>): number;
  /** The stages of an attempt as it makes them; if absent, `Policies` of the stages say it. @param asked null: by a source */
  outline?(outline: Outline, said: z.output<Schema>, asked: string | null, body: readonly Stage[]): readonly Stage[];
  /** Theory cannot say what it does; otherwise theory knows it. */
  readonly isUnclear?: true | ((said: z.output<Schema>) => boolean);
}

/** What the policies are around. */
export interface About {
  readonly target: string; // The part that a timeout is counted against.
  readonly purpose: string; // Of the random draws.
  readonly called: string; // The part whose calls these are.
  readonly eachMs: number; // The longest that an attempt may take; Infinity: no limit.
}

export interface AboutWalk {
  readonly what: string; // The target, or the source.
  readonly eachMs: number; // The longest that an attempt may take; Infinity: no limit.
}

/** Keeps the types of the key and of the schema. */
export const policyKind = <const Key extends string, Schema extends z.ZodType>(
  kind: PolicyKind<Key, Schema>,
): PolicyKind<Key, Schema> => kind;
