/** Documents as text: the same bytes for the same findings, and short enough to diff; and their JSON Schema. */
import { z } from "zod";
import { type Findings, findingsSchema } from "../../analysis/findings/findings.js";

const digits = 6; // Significant digits. Integers, such as counts, keep all of theirs.

/** `result.json`. @throws ZodError */
export const toJson = (findings: Findings): string => documentText(findingsSchema, findings);

/**
 * Keys are in schema order, those of `parts` and `endpoints` in model order.
 * @throws ZodError if the findings break their own schema, as with a NaN: a bug of ours.
 */
export const documentText = (schema: z.ZodType, value: unknown): string => `${write(schema.parse(value), "")}\n`;

/** JSON Schema 2020-12 of a document. */
export const documentSchema = (schema: z.ZodType): Record<string, unknown> => z.toJSONSchema(schema, { io: "input" });

const isEmptyList = (value: object): boolean => Array.isArray(value) && value.length === 0;

/** As `JSON.stringify` with an indent of two, but lists of numbers and empty values stay on one line. */
function write(value: unknown, indent: string): string {
  if (typeof value === "number") return String(Number.isInteger(value) ? value : Number(value.toPrecision(digits)));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Array.isArray(value)
    ? value.map((each) => ["", each] as const)
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => [`${JSON.stringify(key)}: `, each] as const);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (entries.length === 0) return open! + close!;
  const flat = entries.every(([, each]) => typeof each !== "object" || each === null || isEmptyList(each));
  const inner = `${indent}  `;
  const items = entries.map(([key, each]) => key + write(each, inner));
  return flat
    ? `${open}${items.join(", ")}${close}`
    : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}
