/**
 * Turns this folder's readers into zod schemas: text from a model file in, plain data out. They also render as JSON
 * Schema, so that editors can complete values.
 */
import { z } from "zod";
import { foundKind } from "./found-kind.js";
import { Misread } from "./units.js";

export type Scalar = string | number;

/** Help for editors; part of the JSON Schema of the input. */
export interface EditorHelp {
  readonly type: string | readonly string[];
  readonly description: string;
  readonly examples: readonly Scalar[];
  readonly values?: string; // What may be written, for the reference: "a duration, at least 1s".
  readonly [keyword: string]: unknown;
}

export interface Form<Value> {
  readonly expected: string; // "a duration such as 40ms"
  readonly help: EditorHelp;
  /** @throws Misread */
  read(text: string): Value;
}

/** Where in the written text a mistake is, and what to write instead; the `params` of a zod issue. */
export interface MisreadParams {
  readonly offset: number;
  readonly length: number; // 0 means: the whole text.
  readonly hint: string | null;
}

/** A zod schema that reads `form`. Its issues carry `MisreadParams`, so that the caret points at the word. */
export function written<Value>(form: Form<Value>): z.ZodType<Value, Scalar> {
  return anyScalar.meta(form.help).transform((input, context): Value => {
    if (typeof input !== "string" && typeof input !== "number") {
      const message = `expected ${form.expected}, found ${foundKind(input)}`;
      context.issues.push({ code: "invalid_type", expected: form.expected, input, message });
      return z.NEVER;
    }
    try {
      return form.read(String(input));
    } catch (mistake) {
      if (!(mistake instanceof Misread)) throw mistake;
      const { message, offset, length, hint } = mistake;
      context.issues.push({ code: "custom", input, message, params: { offset, length, hint } satisfies MisreadParams });
      return z.NEVER;
    }
  });
}

/** For `z.toJSONSchema`: an editor needs no words for the reference. */
export const withoutValues: NonNullable<z.core.ToJSONSchemaParams["override"]> = ({ jsonSchema }) => {
  delete jsonSchema.values;
};

// Accepts any input, so that the message about a wrong type is ours.
const anyScalar: z.ZodType<Scalar, Scalar> = z.any();
