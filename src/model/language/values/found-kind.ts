/** Names a value's type for a YAML author: `a list`, `the number 3`, `"abc"`. */
export function foundKind(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "nothing (null)";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") return `"${shortened(value)}"`;
  if (typeof value === "number") return `the number ${value}`;
  return String(value);
}

function shortened(text: string): string {
  const firstLine = text.split("\n", 1)[0]!;
  return firstLine.length > 40 ? `${firstLine.slice(0, 39)}…` : firstLine;
}
