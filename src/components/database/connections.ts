/** How a query comes to a connection: one of its own, one of a pool, or through a pooler. */
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column } from "../../engine/request-table.js";
import type { ConnectionPool } from "./connection-pool.js";

export interface Connections {
  /** Holds a connection while `run` does what is to be done. */
  around(program: Program, run: Run): void;
}

/** @param connectMs what it takes to set it up; null: it is there */
export type Run = (connectMs: Sampler | null) => void;

/** One of its own, for each query and each transaction. */
export class OwnConnection implements Connections {
  constructor(private readonly connectMs: Sampler | null) {}

  around(_program: Program, run: Run): void {
    run(this.connectMs);
  }
}

/** One of a pool: of the caller's instance, or shared. */
export class PooledConnection implements Connections {
  constructor(
    private readonly pool: ConnectionPool,
    private readonly which: Int32Column,
  ) {}

  around(program: Program, run: Run): void {
    this.pool.hold(program, this.which, () => run(null));
  }
}
