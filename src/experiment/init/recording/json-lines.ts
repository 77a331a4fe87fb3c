/** A JSON object a line, as nginx, Caddy, pino, Elastic, Traefik, Envoy and `vegeta encode` write it. */
import { fieldReader } from "./fields.js";
import type { LineFormat } from "./format.js";

type Row = Readonly<Record<string, unknown>>;

export const jsonLines: LineFormat = {
  name: "JSON lines",
  reader(head, hints) {
    const rows = head.map(objectIn).filter((row) => row !== null);
    if (rows.length < head.length / 2) return null;
    const isVegeta = rows.every((row) => "attack" in row && "latency" in row && "timestamp" in row);
    const fields = fieldReader(
      rows.map((row) => (name) => fieldOf(row, name)),
      isVegeta ? { unit: "ns", ...hints } : hints,
    );
    if (fields === null) return null;
    return {
      sure: (fields.sure * rows.length) / head.length,
      reader: {
        guesses: fields.guesses,
        read(line) {
          const row = objectIn(line);
          return row === null ? "no JSON object" : fields.read((name) => fieldOf(row, name));
        },
      },
    };
  },
};

function objectIn(line: string): Row | null {
  if (!line.trimStart().startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : null;
  } catch {
    return null;
  }
}

/** `a.b` is the key `a.b`, or `b` of the object under `a`. */
function fieldOf(row: Row, name: string): unknown {
  if (Object.hasOwn(row, name)) return row[name];
  if (!name.includes(".")) return undefined;
  return name
    .split(".")
    .reduce<unknown>(
      (inside, key) =>
        typeof inside === "object" && inside !== null && Object.hasOwn(inside, key) ? (inside as Row)[key] : undefined,
      row,
    );
}
