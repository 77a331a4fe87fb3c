/** A value as it may stand in a model file, on one line: `{ connections: 36, acquire: 1s }`. */
export function writeValue(value: unknown): string {
  if (typeof value === "string") return NEEDS_QUOTES.test(value) ? JSON.stringify(value) : value;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.map(writeValue).join(", ")}]`;
  const entries = Object.entries(value).map(([key, each]) => `${writeValue(key)}: ${writeValue(each)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** What flow YAML would read as something else. */
const NEEDS_QUOTES = /^$|^[\s&*!|>%@`"'#?-]|[,[\]{}\n]|: |\s#|\s$|:$/;
