import { z } from "zod";
import { modelSchema } from "./model.js";

/** JSON Schema 2020-12 of what may stand in a model file; `extends` is resolved before the zod schema sees it. */
export function modelJsonSchema(): unknown {
  const schema = z.toJSONSchema(modelSchema, { io: "input", unrepresentable: "any" }) as {
    properties: Record<string, unknown>;
    required?: string[];
  };
  const { version, ...properties } = schema.properties;
  const extended = { type: "string", description: "Another model file, relative to this one, on which this one is laid" };
  // An overlay gives only what differs.
  return { ...schema, properties: { version, extends: extended, ...properties }, required: [] };
}
