/** The tables of a database that runs: the work of a query with the rows that it reads, and the rows that a write adds. */
import { AddRows, type RowsRead, Table, WithRows } from "../../../components/database/tables.js";
import type { Measure } from "../../../engine/meters.js";
import { makeSampler, type Sampler } from "../../../engine/random/sampler.js";
import type { RandomStream } from "../../../engine/random/stream.js";
import type { Simulation } from "../../../engine/simulation.js";
import { NOTHING, type Step } from "../../../engine/step.js";
import { scaled } from "../../language/values/scaled.js";
import type { QueryOptions } from "./options.js";
import type { Tables } from "./rows.js";

type Work = Pick<QueryOptions, "time" | "rows" | "index">;

export class BuiltTables {
  readonly measures: readonly Measure[];
  readonly #tables: ReadonlyMap<string, { readonly table: Table; readonly rowMs: number }>;
  readonly #read: RowsRead = { total: 0 };
  readonly #replayed: RowsRead = { total: 0 };

  readonly #shards: number;

  /** @param shards that have a table each; what is added goes to one of them */
  constructor(simulation: Simulation, options: Tables, shards: number) {
    this.#shards = shards;
    const tables = Object.entries(options).map(([name, { rows, grows, "row-time": rowMs }]) => {
      const table = new Table(simulation, rows, grows / 1000);
      return [name, { table, rowMs }] as const;
    });
    this.#tables = new Map(tables);
    const rows = (): number => tables.reduce((sum, [, { table }]) => sum + table.rows, 0);
    this.measures =
      tables.length === 0
        ? []
        : [
            { kind: "events", name: "rowsRead", total: () => this.#read.total },
            { kind: "level", name: "rows", now: rows },
          ];
  }

  workOf(work: Work, stream: RandomStream): Sampler {
    return this.#timed(work, makeSampler(work.time, stream), 1, this.#read);
  }

  /** @param share of the work that a replica does again, where its rows do not count as read */
  replayOf(work: Work, stream: RandomStream, share: number): Sampler {
    return this.#timed(work, makeSampler(scaled(work.time, share), stream), share, this.#replayed);
  }

  #timed({ rows, index }: Work, drawn: Sampler, share: number, read: RowsRead): Sampler {
    if (rows === undefined) return drawn;
    const { table, rowMs } = this.#tables.get(rows.table)!;
    const wanted = { number: rows.number, share: rows.share, hasIndex: index };
    return new WithRows(drawn, table, wanted, rowMs * share, read);
  }

  adding(adds: QueryOptions["adds"]): Step {
    return adds === undefined ? NOTHING : new AddRows(this.#tables.get(adds.table)!.table, adds.number / this.#shards);
  }
}
