/** What the reference reads of a JSON Schema. */
import { z } from "zod";
import { type OtherWords, otherWordsOf } from "../language/other-words.js";

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly alsoCalled?: string; // Of a property: by other tools.
  readonly values?: string; // What may be written, of a value with a unit: see values/written.ts.
  readonly pattern?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly $ref?: string;
}

export const jsonSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any", override: withMore }) as JsonSchema;

/** Zod leaves out the default of what is transformed; and what other tools call the keys. */
const withMore: NonNullable<z.core.ToJSONSchemaParams["override"]> = ({ zodSchema, jsonSchema: json }) => {
  const { def } = zodSchema._zod;
  if (def.type === "default") json.default = (def as z.core.$ZodDefaultDef).defaultValue as never;
  noteOtherWords(json.properties, otherWordsOf(zodSchema));
};

/** Notes what other tools call each key. */
export function noteOtherWords(properties: object = {}, words: readonly OtherWords[]): void {
  const ours: Readonly<Record<string, unknown>> = { ...properties };
  for (const { keys = {} } of words)
    for (const [key, alsoCalled] of Object.entries(keys)) Object.assign(ours[key] ?? {}, { alsoCalled });
}

/** What stands under each name of a map by name; null: it is none. */
export const entryOf = ({ additionalProperties }: JsonSchema): JsonSchema | null =>
  typeof additionalProperties === "object" ? additionalProperties : null;

export const isSteps = (schema: JsonSchema): boolean => schema.$ref !== undefined || schema.items?.$ref !== undefined;
