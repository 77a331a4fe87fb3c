/** Markdown by hand: escaping, tables, folded details. */
import { clean } from "../../text/safe-text.js";

/** Text escaped so that it is literal anywhere: in a cell, in alt text, at the start of a line. */
export function md(text: string): string {
  return clean(text)
    .replace(/[\\`*_{}[\]|~#]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/^(\d*)([-+>.)])(?=\s)/, "$1\\$2");
}

/** Inline code, with a fence longer than any in the text; pipes are escaped, since they would end a cell. */
export function code(text: string): string {
  const inner = clean(text).replaceAll("|", "¦");
  if (inner === "") return "–";
  const fence = "`".repeat(Math.max(0, ...(inner.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return fence.length > 1 ? `${fence} ${inner} ${fence}` : `${fence}${inner}${fence}`;
}

/** Columns with a heading that starts with ">" are right-aligned. Cells are markdown already. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rules = heads.map((head) => (head.startsWith(">") ? "---:" : "---"));
  return [line(heads.map((head) => head.replace(/^>/, ""))), line(rules), ...rows.map(line)].join("\n");
}

/** A code block, with a fence longer than any in the text. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

export function details(summary: string, body: string): string {
  return `<details><summary>${clean(summary).replace(/&/g, "&amp;").replace(/</g, "&lt;")}</summary>\n\n${body}\n\n</details>`;
}
