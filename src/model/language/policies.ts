/** Schemas that parts and steps share: names and lists of steps. */
import { z } from "zod";
import type { Path } from "../source/diagnostics.js";
import type { StepData } from "./kinds.js";

export interface Language {
  /** A list of steps, one verb each. */
  readonly steps: z.ZodType<readonly StepData[], readonly StepData[]>;
}

export const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** A part's, endpoint's or query's name. */
export const name = () => z.string().regex(NAME, "a name has letters, digits, - and _ only");

export const DOTTED = /^[^.\s]+\.[^.\s]+$/;

/** `part.endpoint` or `part.query`. */
export const dotted = (what: string) => z.string().regex(DOTTED, `expected ${what}`);

/** Whether the steps at this path run only after a failure. */
export const isFallback = (path: Path): boolean => path.includes("fallback");
