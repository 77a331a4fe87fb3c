/** A table of measurements as text: the separator is whichever of comma, semicolon and tab the first line has. */
export interface Table {
  readonly header: readonly string[] | null; // null when the first line already is data.
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** Empty lines and lines that begin with `#` are left out. */
export function parseCsv(text: string): Table {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const kept = lines
    .map((line, i) => ({ line: i + 1, text: line.trim() }))
    .filter(({ text }) => text !== "" && text[0] !== "#");
  const [first] = kept;
  if (first === undefined) return { header: null, rows: [] };
  const separator = ["\t", ";", ","].find((candidate) => first.text.includes(candidate)) ?? ",";
  const rows = kept.map(({ line, text }) => ({ line, cells: cellsOf(text, separator) }));
  const isHeader = rows[0]!.cells.every((cell) => !/^[-+.]?\d/.test(cell));
  return isHeader ? { header: rows[0]!.cells, rows: rows.slice(1) } : { header: null, rows };
}

/** Quotes around a cell protect separators in it, and `""` inside them is one quote. */
function cellsOf(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells = [""];
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) cells.push("");
    else cells[cells.length - 1] += character;
  }
  return cells.map((cell) => cell.trim());
}
