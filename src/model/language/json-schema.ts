import { z } from "zod";
import { PART_KINDS } from "./catalogue.js";
import { modelSchema } from "./model.js";
import { type JsonSchema, sharedSchemas } from "./shared-schemas.js";
import { withoutValues } from "./values/index.js";

/**
 * JSON Schema 2020-12 of a model file: a whole model, or an overlay that `extends` another and gives only what
 * differs (null deletes).
 */
export function modelJsonSchema(): JsonSchema {
  const whole = z.toJSONSchema(modelSchema, {
    io: "input",
    unrepresentable: "any",
    override: withoutValues,
  }) as JsonSchema;
  const { $schema, $defs, description, ...model } = withoutSections(whole);
  const { version, ...rest } = partial(model).properties as Record<string, JsonSchema>;
  const file = { type: "string" };
  const extended = {
    anyOf: [file, { type: "array", items: file, minItems: 1 }],
    description:
      "Another model file, relative to this one, on which this one is laid; of several, each on those before",
  };
  const overlay = {
    type: "object",
    properties: { extends: extended, version, ...rest, edit },
    required: ["extends"],
    additionalProperties: false,
  };
  return sharedSchemas({ $schema, description, anyOf: [model, overlay], $defs });
}

/** Parts that have a section of their own do not stand among the others. */
function withoutSections(whole: JsonSchema): JsonSchema {
  const properties = whole.properties as Record<string, JsonSchema>;
  const part = properties.parts.additionalProperties as JsonSchema;
  const types = PART_KINDS.flatMap(({ type, section }) => (section === undefined ? [type] : []));
  const isType = ({ properties: keys }: JsonSchema): boolean =>
    types.includes((keys as Record<string, JsonSchema>).type.const as string);
  const oneOf = (part.oneOf as JsonSchema[]).filter(isType);
  const parts = { ...properties.parts, additionalProperties: { ...part, oneOf } };
  return { ...whole, properties: { ...properties, parts } };
}

const steps = { type: "array", items: { $ref: "#/$defs/step" } };
const byStep = (value: JsonSchema): JsonSchema => ({ type: "object", additionalProperties: value });

const edit: JsonSchema = {
  type: "object",
  description:
    "Steps of an endpoint or a queue, each found by its name or by what it does, such as `query shop-db.report`",
  additionalProperties: {
    type: "object",
    properties: {
      change: byStep({ type: "object" }),
      remove: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
      before: byStep({ anyOf: [steps, { $ref: "#/$defs/step" }] }),
      after: byStep({ anyOf: [steps, { $ref: "#/$defs/step" }] }),
    },
    additionalProperties: false,
  },
};

/** The same with every key optional and nullable. Lists of steps are replaced as a whole, so their schema stays. */
function partial(schema: JsonSchema): JsonSchema {
  const { required: _, oneOf, anyOf, properties, additionalProperties, ...others } = schema;
  const options = (oneOf ?? anyOf) as JsonSchema[] | undefined;
  return {
    ...others,
    ...(options === undefined ? {} : { anyOf: options.map(partial) }),
    ...(properties === undefined ? {} : { properties: eachOf(properties as Record<string, JsonSchema>) }),
    ...(isSchema(additionalProperties) ? { additionalProperties: orNull(partial(additionalProperties)) } : {}),
    ...(additionalProperties === false ? { additionalProperties } : {}),
  };
}

const eachOf = (properties: Record<string, JsonSchema>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, orNull(partial(value))]));

const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });
const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;
