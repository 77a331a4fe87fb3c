import type { z } from "zod";
import type { MisreadParams } from "../../../src/model/language/values/index.js";

/** What the schema says of a text it refuses: the message, then the hint. */
export function refusal(schema: z.ZodType, input: unknown): string {
  const issue = firstIssue(schema, input);
  const hint = (issue.params as MisreadParams | undefined)?.hint;
  return hint ? `${issue.message} · ${hint}` : issue.message;
}

/** The part of the text that the caret is put under. */
export function underlined(schema: z.ZodType, input: string): string {
  const { offset, length } = firstIssue(schema, input).params as MisreadParams;
  return length === 0 ? input : input.slice(offset, offset + length);
}

function firstIssue(schema: z.ZodType, input: unknown): { message: string; params?: unknown } {
  const result = schema.safeParse(input);
  if (result.success) throw new Error(`accepted: ${JSON.stringify(result.data)}`);
  return result.error.issues[0] as { message: string; params?: unknown };
}
