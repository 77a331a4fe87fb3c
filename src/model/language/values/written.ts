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
  /** What to write for something that is no text, such as a map; null where that cannot be told. */
  instead?(input: unknown): string | null;
}

/** Where in the written text a mistake is, and what to write instead; the `params` of a zod issue. */
export interface MisreadParams {
  readonly offset: number;
  readonly length: number; // 0 means: the whole text.
  readonly hint: string | null;
  readonly write?: string | null; // What to write instead of the whole text; the hint says it.
}

/** A zod schema that reads `form`. Its issues carry `MisreadParams`, so that the caret points at the word. */
export function written<Value>(form: Form<Value>): z.ZodType<Value, Scalar> {
  return anyScalar.meta(form.help).transform((input, context): Value => {
    if (typeof input !== "string" && typeof input !== "number") {
      const message = `expected ${form.expected}, found ${foundKind(input)}`;
      const write = form.instead?.(input) ?? null;
      if (write !== null) {
        const params = { offset: 0, length: 0, hint: `write ${write}`, write } satisfies MisreadParams;
        context.issues.push({ code: "custom", input, message, params });
        return z.NEVER;
      }
      context.issues.push({ code: "invalid_type", expected: form.expected, input, message });
      return z.NEVER;
    }
    try {
      return form.read(String(input));
    } catch (mistake) {
      if (!(mistake instanceof Misread)) throw mistake;
      const { message, offset, length, hint } = mistake;
      const params = { offset, length, hint, write: repaired(String(input), mistake) } satisfies MisreadParams;
      context.issues.push({ code: "custom", input, message, params });
      return z.NEVER;
    }
  });
}

/** For `z.toJSONSchema`: an editor needs no words for the reference. */
export const withoutValues: NonNullable<z.core.ToJSONSchemaParams["override"]> = ({ jsonSchema }) => {
  delete jsonSchema.values;
};

/** The text with what the mistake says to write. */
function repaired(text: string, { repair }: Misread): string | null {
  if (repair === null) return null;
  const end = repair.length === 0 ? text.length : repair.offset + repair.length;
  return text.slice(0, repair.offset) + repair.text + text.slice(end);
}

// Accepts any input, so that the message about a wrong type is ours.
const anyScalar: z.ZodType<Scalar, Scalar> = z.any();
