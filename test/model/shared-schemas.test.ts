import { expect, it } from "vitest";
import { type JsonSchema, sharedSchemas } from "../../src/model/language/shared-schemas.js";

const time = { description: "A time, as of a clock. ".repeat(8), anyOf: [{ type: "string" }, { type: "number" }] };
const pause = { type: "object", properties: { time, note: { type: "string" } }, description: "A pause. ".repeat(10) };
const whole: JsonSchema = {
  type: "object",
  properties: { first: pause, second: pause, third: { type: "array", items: pause }, properties: time },
  $defs: { step: { anyOf: [time, { $ref: "#/$defs/step" }] } },
};

/** Puts what a reference stands for in its place; only those that were made here. */
function resolved(value: unknown, $defs: JsonSchema): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, $defs));
  if (typeof value !== "object" || value === null) return value;
  const { $ref } = value as JsonSchema;
  const name = typeof $ref === "string" ? $ref.replace("#/$defs/", "") : "";
  if (name.startsWith("shared")) return resolved($defs[name], $defs);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, $defs)]));
}

it("says the same, and each thing once", () => {
  const { $defs, ...rest } = sharedSchemas(whole);
  const { step, ...shared } = $defs as JsonSchema;
  expect(Object.keys(shared)).toHaveLength(2);
  expect(resolved({ ...rest, $defs: { step } }, shared)).toEqual(whole);
  expect(JSON.stringify({ rest, $defs }).split(JSON.stringify(time)).length - 1).toBe(1);
});
