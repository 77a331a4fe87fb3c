/**
 * A pooler between services and a database: many client connections on the one side, few server connections on the other.
 *
 * In transaction mode a client has a server connection for a query or a transaction, in session mode as long as its own
 * connection is open. A client without a pool opens one for each query or transaction, so that both are the same.
 */
import type { Flow } from "../../engine/flow.js";
import type { PartMeter } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column } from "../../engine/request-table.js";
import { Delay } from "../../engine/steps/delay.js";
import { NETWORK } from "../../engine/tracing/stretch.js";
import { type Accepted, OpenOne } from "../database/accepted.js";
import type { ConnectionPool } from "../database/connection-pool.js";
import type { Connections, Run } from "../database/connections.js";
import type { HoldConnection } from "../database/hold-connection.js";
import { Sessions } from "./session.js";

export interface PoolerOptions {
  readonly name: string;
  readonly keepsSessions: boolean;
  readonly clients: Accepted;
}

export class Pooler {
  readonly options: PoolerOptions;
  readonly flow: Flow;
  private pool: ConnectionPool | null = null;
  private readonly sessions = new Map<ConnectionPool, Sessions>();

  constructor(flow: Flow, options: PoolerOptions) {
    this.flow = flow;
    this.options = options;
  }

  get meter(): PartMeter {
    const { name, clients } = this.options;
    const servers = this.pool === null ? [] : [this.pool.meter];
    return { name, type: "pooler", resources: [...clients.meters, ...servers], measures: clients.measures };
  }

  /** Its server connections, once it is known what to. */
  get servers(): ConnectionPool {
    if (this.pool === null) throw new Error(`${this.options.name} leads to no database`);
    return this.pool;
  }

  leadsTo(servers: ConnectionPool): void {
    this.pool = servers;
  }

  /** Holds a server connection while `run` does what is to be done. @param held of a pool in front of it */
  onServer(program: Program, clients: ConnectionPool | null, held: HoldConnection | null, run: Run): void {
    if (!this.options.keepsSessions || clients === null || held === null) {
      this.servers.hold(program, this.flow.first, () => run(null));
      return;
    }
    this.sessionsOf(clients).begin(this.flow, program, held);
    run(null);
  }

  private sessionsOf(clients: ConnectionPool): Sessions {
    const sessions = this.sessions.get(clients) ?? new Sessions(this.servers, clients.open ?? []);
    this.sessions.set(clients, sessions);
    return sessions;
  }
}

/** Connections through a pooler, from a pool of the caller's or without one. */
export class ThroughPooler implements Connections {
  constructor(
    private readonly pooler: Pooler,
    private readonly from: { readonly pool: ConnectionPool; readonly which: Int32Column } | null,
    private readonly connectMs: Sampler | null, // Of a client without a pool.
    private readonly timeMs: Sampler | null, // On the way through the pooler.
  ) {}

  around(program: Program, run: Run): void {
    const { pooler, from, connectMs, timeMs } = this;
    const { flow } = pooler;
    const through = (held: HoldConnection | null): void => {
      if (timeMs !== null) program.add(new Delay(flow, timeMs, NETWORK));
      pooler.onServer(program, from?.pool ?? null, held, run);
    };
    if (from !== null) from.pool.hold(program, from.which, through);
    else
      program.within(new OpenOne(flow, pooler.options.clients), () => {
        if (connectMs !== null) program.add(new Delay(flow, connectMs, { as: "network", on: "connection set-up" }));
        through(null);
      });
  }
}
