/** A table of durations: one column, or several with names (JMeter's results too), or what `vegeta encode --to csv` writes. */
import { fieldReader } from "./fields.js";
import type { LineFormat } from "./format.js";

const VEGETA = ["time", "status", "latency_ns", "out", "in", "error", "body", "attack", "seq", "method", "url"];

export const table: LineFormat = {
  name: "CSV of durations",
  reader(head, hints) {
    const [first = ""] = head;
    const separator = ["\t", ";", ","].find((mark) => first.includes(mark)) ?? ",";
    const cells = head.map((line) => cellsOf(line, separator));
    const isHeader = cells[0]!.every((cell) => !/^[-+.]?\d/.test(cell) && cell !== "");
    const body = isHeader ? cells.slice(1) : cells;
    const isVegeta = !isHeader && /^\d{19}$/.test(cells[0]![0]!) && cells[0]!.length >= VEGETA.length - 1;
    const width = cells[0]!.length;
    const names = isHeader ? cells[0]! : isVegeta ? VEGETA : width === 1 ? ["duration"] : UNNAMED;
    const numeric = body.filter((row) => row.some((cell) => /^\d+(\.\d+)?([nuµm]?s)?$/.test(cell)));
    if (body.length === 0 || numeric.length < body.length / 2) return null;
    const at = (row: readonly string[]) => (name: string) => {
      const index = names.indexOf(name);
      return index < 0 || row[index] === "" ? undefined : row[index];
    };
    const given = isVegeta
      ? { durationField: "latency_ns", ...hints }
      : names.length === 1
        ? { durationField: names[0]!, ...hints }
        : hints;
    const fields = fieldReader(body.map(at), given);
    if (fields === null) return null;
    let isFirst = isHeader;
    return {
      sure: (0.7 * numeric.length) / body.length,
      reader: {
        guesses: fields.guesses,
        read(line) {
          if (isFirst) {
            isFirst = false;
            return null;
          }
          return fields.read(at(cellsOf(line, separator)));
        },
      },
    };
  },
};

const UNNAMED = ["time", "duration", "endpoint"];

/** Quotes protect separators. */
function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const mark = line[i]!;
    if (mark === '"' && isQuoted && line[i + 1] === '"') cell += line[++i]!;
    else if (mark === '"') isQuoted = !isQuoted;
    else if (mark === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += mark;
  }
  return [...cells, cell.trim()];
}
