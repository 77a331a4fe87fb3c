/** Whether a phone shows all columns of a table, by the length of its words: a page without a script cannot measure it. */
import { columns } from "../../text/width.js";

const PHONE = 368; // [px] of a screen 400 wide, without its margins.
const CHARACTER = 7.2; // [px], on average, of the font of tables.
const GAP = 10;
const NAME = 135; // At least, of the first column.

/** What a phone is told of columns that it does not show. @param rows the head, and then each row, as text */
export function hiddenColumns(rows: readonly (readonly string[])[]): string | undefined {
  const heads = rows[0] ?? [];
  const widths = heads.map((_, i) => {
    const longest = Math.max(...rows.map((row) => columns(row[i] ?? "")));
    return Math.max(i === 0 ? NAME : 0, longest * CHARACTER + GAP);
  });
  const isWider = widths.reduce((sum, width) => sum + width, 0) > PHONE;
  return isWider ? `${heads.length} columns: scroll →` : undefined;
}
