/** Units and distributions, as the readers of values know them. */
import { FAMILIES } from "../language/values/distribution-families.js";
import { BANDWIDTH, DURATION, MANY, type Quantity, RATE, SHARE, SIZE } from "../language/values/units.js";
import type { Chapter, Row } from "./chapter.js";

type Rows = Required<Pick<Chapter, "rows" | "heads">>;

const NOTES: readonly (readonly [Quantity, string])[] = [
  [DURATION, "a bare `0` needs no unit"],
  [RATE, "so many a second, a minute, an hour, a day"],
  [SHARE, "of a whole; from 0 to 100% unless the table says otherwise"],
  [SIZE, "KB is 1000 bytes, KiB 1024"],
  [BANDWIDTH, "a byte has 8 bits"],
  [MANY, "of keys; other whole numbers are written out"],
];

const code = (text: string): string => `\`${text}\``;

export const unitRows = (): Rows => ({
  heads: ["value", "units", "such as", ""],
  rows: NOTES.map(([{ name, units, usual, examples }, note]) => {
    const listed = usual.length > 0 ? usual : [...units.keys()];
    const [short] = [name.replace(/^an? /, "")];
    return {
      name: short,
      cells: [short, listed.map(code).join(" "), examples.map(code).join(" "), note],
      lines: [`units: ${listed.join(", ")}`, `such as: ${examples.join(", ")}`, note],
    };
  }),
});

export const distributionRows = (): Rows => ({
  heads: ["distribution", "written", "meaning"],
  rows: [...FAMILIES].map(
    ([name, { examples, summary }]): Row => ({
      name,
      cells: [code(name), examples.map(code).join("<br>"), summary],
      lines: [summary, ...examples],
    }),
  ),
});
