/** Tables that queries read row by row, and that grow while the system runs. */
import type { Sampler } from "../../engine/random/sampler.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Simulation } from "../../engine/simulation.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";

export class Table {
  added = 0; // Rows, by writes.
  private readonly simulation: Simulation;
  private readonly atStart: number;
  private readonly perMs: number;

  /** @param perMs rows that come from elsewhere */
  constructor(simulation: Simulation, atStart: number, perMs: number) {
    this.simulation = simulation;
    this.atStart = atStart;
    this.perMs = perMs;
  }

  /** Now. */
  get rows(): number {
    return this.atStart + this.perMs * this.simulation.nowMs + this.added;
  }
}

/** The rows that a query looks for: so many, and a share of the table; with an index or without. */
export interface Wanted {
  readonly number: number;
  readonly share: number; // Of the table.
  readonly hasIndex: boolean;
}

/** With an index, the way down a balanced tree of `rows`, and those that are wanted; without one, all of them. */
export function rowsRead({ number, share, hasIndex }: Wanted, rows: number): number {
  return hasIndex ? Math.log2(rows + 1) + Math.min(number + share * rows, rows) : rows;
}

/** What all queries of a database have read. */
export interface RowsRead {
  total: number;
}

/** A drawn time, and that of the rows read, as many as the table has when the work begins. */
export class WithRows implements Sampler {
  private readonly drawn: Sampler;
  private readonly table: Table;
  private readonly wanted: Wanted;
  private readonly rowMs: number;
  private readonly read: RowsRead;

  constructor(drawn: Sampler, table: Table, wanted: Wanted, rowMs: number, read: RowsRead) {
    this.drawn = drawn;
    this.table = table;
    this.wanted = wanted;
    this.rowMs = rowMs;
    this.read = read;
  }

  next(request: number, visit: number): number {
    const rows = rowsRead(this.wanted, this.table.rows);
    this.read.total += rows;
    return this.drawn.next(request, visit) + rows * this.rowMs;
  }
}

/** A write adds its rows when it commits. */
export class AddRows extends InstantStep {
  private readonly table: Table;
  private readonly rows: number;

  constructor(table: Table, rows: number) {
    super();
    this.table = table;
    this.rows = rows;
  }

  enter(_request: RequestId): Outcome {
    this.table.added += this.rows;
    return GO_ON;
  }
}
