/** Tables, the rows that queries look for in them and add to them, and how a file writes that. */
import { z } from "zod";
import { rowsRead } from "../../../components/database/tables.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import { count, duration, rate } from "../../language/values/index.js";
import { readQuantity } from "../../language/values/read-quantity.js";
import { Misread, NUMBER, SHARE } from "../../language/values/units.js";
import { written } from "../../language/values/written.js";

export const table = () =>
  z.strictObject({
    rows: count().describe("Rows at the start of the run; with `shards`, on each of them"),
    "row-time": duration({ above: 0 }).describe("Work on the cores for each row that is read"),
    grows: rate()
      .prefault("0/s")
      .describe("Rows added from elsewhere, to each shard; for rows that the model's queries add, see `adds`"),
  });

export type TableOptions = z.output<ReturnType<typeof table>>;

/** The rows that a query looks for. */
export interface RowsOf {
  readonly table: string;
  readonly number: number;
  readonly share: number; // Of the table.
}

const EXAMPLES = ["20 of orders", "2% of orders"];
const EXPECTED = "rows of a table such as `20 of orders` or `2% of orders`";
const NAME = "([A-Za-z][\\w-]*)";

/** `20 of orders`, `2% of orders`. */
export const rowsOf = () =>
  written<RowsOf>({
    expected: EXPECTED,
    help: { type: "string", pattern: `^.+ of ${NAME}$`, description: "Rows of a table", examples: EXAMPLES },
    read(text) {
      const found = new RegExp(`^\\s*(.+?)\\s+of\\s+${NAME}\\s*$`).exec(text);
      if (found === null) throw new Misread(`expected ${EXPECTED}, found "${text.trim()}"`);
      const [, said, name] = found;
      if (said.endsWith("%")) {
        const share = readQuantity(SHARE, said);
        if (share > 1) throw new Misread(`a table has no more than 100% of its rows, found ${said}`);
        return { table: name, number: 0, share };
      }
      return { table: name, number: whole(said), share: 0 };
    },
  });

/** Rows that a query adds. */
export interface Adds {
  readonly table: string;
  readonly number: number;
}

/** `orders`, which is one row, or `3 to orders`. */
export const adds = () =>
  written<Adds>({
    expected: "a table such as orders, or rows such as `3 to orders`",
    help: {
      type: "string",
      pattern: `^(.+ to )?${NAME}$`,
      description: "A table",
      examples: ["orders", "3 to orders"],
    },
    read(text) {
      const found = new RegExp(`^\\s*(?:(.+?)\\s+to\\s+)?${NAME}\\s*$`).exec(text);
      if (found === null)
        throw new Misread(`expected a table such as orders, or \`3 to orders\`, found "${text.trim()}"`);
      const [, said, name] = found;
      return { table: name, number: said === undefined ? 1 : whole(said) };
    },
  });

function whole(text: string): number {
  const value = readQuantity(NUMBER, text);
  if (!Number.isSafeInteger(value)) throw new Misread(`must be a whole number of rows, found ${text}`);
  return value;
}

interface Reading {
  readonly time: DistributionSpec;
  readonly rows?: RowsOf | undefined;
  readonly index: boolean;
}

export type Tables = Readonly<Record<string, TableOptions>>;

/** How long the rows of a query take, of a table with so many [ms]; 0 without any. */
export function rowsMs({ rows, index }: Reading, tables: Tables, inTable: (table: string) => number): number {
  if (rows === undefined || !Object.hasOwn(tables, rows.table)) return 0;
  const { table, number, share } = rows;
  return tables[table]["row-time"] * rowsRead({ number, share, hasIndex: index }, inTable(table));
}

/** The work of a query while no table has grown. */
export function workOf(query: Reading, tables: Tables): DistributionSpec {
  const ms = rowsMs(query, tables, (table) => tables[table].rows);
  return ms === 0 ? query.time : { kind: "sum", terms: [query.time, { kind: "constant", value: ms }] };
}

interface Growing {
  readonly tables: Tables;
  readonly queries: Readonly<Record<string, Asked>>;
}

interface Asked extends Reading {
  readonly write: boolean;
  readonly adds?: Adds | undefined;
}

/** Whether a table has more and more rows. */
export const isGrowing = ({ tables, queries }: Growing): boolean =>
  Object.values(tables).some(({ grows }) => grows > 0) ||
  Object.values(queries).some((query) => query.adds !== undefined);

/** Reports tables that are not there, queries without any work, and options without effect. */
export function checkRows(sense: Sense, path: Path, part: string, { tables, queries }: Growing): void {
  const inTable = (table: string, at: Path): void => {
    if (Object.keys(tables).length > 0)
      sense.oneOf(table, Object.keys(tables), at, `"${part}" has no table "${table}"`);
    else
      sense.error(
        at,
        `"${part}" has no tables`,
        `say what it has: \`tables: { ${table}: { rows: 1000, row-time: 2us } }\``,
      );
  };
  for (const [name, { rows, index, adds: added, write }] of Object.entries(queries)) {
    const at = [...path, "queries", name];
    if (rows !== undefined) inTable(rows.table, [...at, "rows"]);
    if (added !== undefined) inTable(added.table, [...at, "adds"]);
    if (added !== undefined && !write)
      sense.error([...at, "adds"], `"${name}" only reads, so it adds nothing`, "say `write: true`");
    sayIdle(sense, at, [["index", rows === undefined && !index, "it looks for no `rows`"]]);
  }
}
