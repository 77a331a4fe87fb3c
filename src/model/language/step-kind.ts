/** A kind of step: its verb, the steps inside it, and the part it calls. Code that walks a model asks here for both. */
import type { z } from "zod";
import type { Sense } from "../check/sense.js";
import type { Outline, Stage } from "../outline/outline.js";
import type { Path } from "../source/diagnostics.js";
import type { Site } from "../wiring/site.js";
import type { Effects } from "./effects.js";
import type { Model } from "./model.js";
import type { Language, Policies } from "./policies.js";

/** A step's plain data: its verb with the target, and its options. */
export type StepData = Readonly<Record<string, unknown>>;

export interface StepKind<Data = never> {
  readonly verb: string;
  readonly summary: string;
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
  visits(step: Data, model: Model): Visit | null;
  readonly does?: "computes" | "fails"; // Itself: uses the cores, or fails by chance.
}

export interface StepList {
  readonly under: Path; // Below the step: ["choose", 0, "steps"].
  readonly steps: readonly StepData[];
  readonly times: number; // Mean passes per pass of the step, without failures; 0 for a fallback.
  readonly atOnce?: number; // Lists of the step that run concurrently; 1 if absent.
}

export interface Visit {
  readonly target: string; // "db.read", "web.browse", or a cache or queue.
  readonly policies: Policies; // The step's failure policies.
  readonly waits: boolean; // For an answer.
  readonly mayHang: boolean; // The answer may take long, or never come.
  readonly mayFail: boolean;
  readonly effect: "reads" | "writes" | null; // On the data there; null: depends on the steps there.
}

/** The fallback steps of a step with policies. */
export const insideFallback = ({ fallback }: Policies): readonly StepList[] =>
  fallback === undefined || fallback === "continue" ? [] : [{ under: ["fallback"], steps: fallback, times: 0 }];

/** Drops the type of the data, so that all kinds fit in one list; a kind only ever gets its own data. */
export const stepKind = <Data>(kind: StepKind<Data>): StepKind => kind as unknown as StepKind;
