/** What a step is: one verb, what it holds inside, and what it visits. Who walks a model learns both from here. */
import type { z } from "zod";
import type { Sense } from "../check/sense.js";
import type { Outline, Stage } from "../outline/outline.js";
import type { Path } from "../source/diagnostics.js";
import type { Site } from "../wiring/site.js";
import type { Effects } from "./effects.js";
import type { Model } from "./model.js";
import type { Language, Policies } from "./policies.js";

/** A step's plain data: one verb, what it addresses, and how. */
export type StepData = Readonly<Record<string, unknown>>;

export interface StepKind<Data = never> {
  readonly verb: string;
  readonly summary: string;
  schema(language: Language): z.ZodType<Data>;
  readonly effects: Effects<NoInfer<Data>>;
  /** Writes the step into the site's program. */
  write(site: Site, step: Data): void;
  /** Tells the load it offers, and mistakes of sense. @returns its mean time without any waiting [ms] */
  check(sense: Sense, step: Data): number;
  /** What it is in the words of theory; without it, theory says nothing of what the step touches. */
  outline?(outline: Outline, step: Data): readonly Stage[];
  /** Every list of steps that stands in it, in the order in which they happen. @param model without mistakes */
  inside(step: Data, model: Model): readonly StepList[];
  /** The part that it asks something of; null: it stays where it is. @param model without mistakes */
  visits(step: Data, model: Model): Visit | null;
  readonly does?: "computes" | "fails"; // By itself, where it stands: work on the cores, or failures by chance.
}

export interface StepList {
  readonly under: Path; // Where it stands below the step: ["choose", 0, "steps"].
  readonly steps: readonly StepData[];
  readonly times: number; // For one pass of the step, in the mean and without failures; of a fallback 0.
  readonly atOnce?: number; // Passes of all the step's lists that are under way together; 1 if not given.
}

export interface Visit {
  readonly target: string; // "db.read", "web.browse", or a cache or queue.
  readonly policies: Policies; // What the step says about failure.
  readonly waits: boolean; // For an answer.
  readonly mayHang: boolean; // The answer may take long, or never come.
  readonly mayFail: boolean;
  readonly effect: "reads" | "writes" | null; // On what is kept there; null: that is for the steps there to say.
}

/** Of a step that has policies: what is done instead, when it has failed. */
export const insideFallback = ({ fallback }: Policies): readonly StepList[] =>
  fallback === undefined || fallback === "continue" ? [] : [{ under: ["fallback"], steps: fallback, times: 0 }];

/** Forgets the data's type where kinds of all sorts are kept together; a kind only ever meets its own. */
export const stepKind = <Data>(kind: StepKind<Data>): StepKind => kind as unknown as StepKind;
