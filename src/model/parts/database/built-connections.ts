/** How the callers of a database come to their connections. */
import { Accepted } from "../../../components/database/accepted.js";
import { ConnectionPool } from "../../../components/database/connection-pool.js";
import { type Connections, OwnConnection, PooledConnection } from "../../../components/database/connections.js";
import type { OpenOptions } from "../../../components/database/open-connections.js";
import { ThroughPooler } from "../../../components/pooler/pooler.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import type { Int32Column } from "../../../engine/request-table.js";
import { Delay } from "../../../engine/steps/delay.js";
import { NETWORK } from "../../../engine/tracing/stretch.js";
import { type Course, timeOver } from "../../timeline/course.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Machine, Site } from "../../wiring/site.js";
import type { BuiltPooler } from "../pooler/pooler.js";
import { opening } from "../shared/kept-open.js";
import { queueOf } from "../shared/queue-order.js";
import { countsOpen, type DatabaseOptions } from "./options.js";

export class BuiltConnections {
  /** Null where those in use count at each node. */
  readonly accepted: Accepted | null;
  readonly #assembly: Assembly;
  readonly #name: string;
  readonly #options: DatabaseOptions;
  readonly #pooler: BuiltPooler | null;
  readonly #pools = new Map<string, ConnectionPool>(); // By the caller they belong to; "" when shared.
  readonly #whenNew: (pool: ConnectionPool) => void;

  constructor(assembly: Assembly, name: string, options: DatabaseOptions, whenNew: (pool: ConnectionPool) => void) {
    this.#assembly = assembly;
    this.#name = name;
    this.#options = options;
    this.#whenNew = whenNew;
    const { through, connections, replicas, shards } = options;
    const nodes = (1 + (replicas?.count ?? 0)) * (shards?.count ?? 1);
    this.accepted = countsOpen(options)
      ? new Accepted(assembly.flow, name, "connections", connections * nodes, assembly.waiting)
      : null;
    const each = ({ connections }: DatabaseOptions): number => connections;
    assembly.timeline.whenChanged(name, each, (most) => this.accepted?.resize(most * nodes));
    this.#pooler = through === undefined ? null : (assembly.part(through) as BuiltPooler);
    if (this.accepted !== null) this.#pooler?.leadsTo(this.accepted, this.#connect);
  }

  /** Those of the caller at this place. */
  at(site: Site): Connections {
    const own = this.#poolFor(site.machine);
    const pooler = this.#pooler;
    if (pooler !== null) {
      const connect = own === null ? pooler.connect : null;
      const connectMs = connect === null ? null : site.samplerOver(`connect:${this.#options.through}`, connect);
      return new ThroughPooler(pooler.pooler, own, connectMs, pooler.timeAt(site));
    }
    if (own !== null) return new PooledConnection(own.pool, own.which);
    const connect = this.#connect;
    return new OwnConnection(connect === null ? null : site.samplerOver(`connect:${this.#name}`, connect));
  }

  /** Writes the way of one more query through the pooler, on a connection that is held. */
  pass(site: Site): void {
    const timeMs = this.#pooler?.timeAt(site) ?? null;
    if (timeMs !== null) site.program.add(new Delay(this.#assembly.flow, timeMs, NETWORK));
  }

  get #connect(): Course<DistributionSpec> | null {
    return timeOver(this.#assembly.timeline.course(this.#name, ({ connect }: DatabaseOptions) => connect));
  }

  #poolFor(machine: Machine | null): { readonly pool: ConnectionPool; readonly which: Int32Column } | null {
    const { pool } = this.#options;
    if (pool === undefined) return null;
    const ownedBy = pool.per === "instance" && machine !== null ? machine : null;
    const key = ownedBy?.part ?? "";
    const known = this.#pools.get(key) ?? this.#newPool(key, ownedBy?.instances ?? 1);
    this.#pools.set(key, known);
    return { pool: known, which: ownedBy?.instance ?? this.#assembly.flow.first };
  }

  #newPool(caller: string, pools: number): ConnectionPool {
    const { connections, queue, order, acquire } = this.#options.pool as NonNullable<DatabaseOptions["pool"]>;
    const { flow, streams, timeline, waiting, model } = this.#assembly;
    const name = caller === "" ? "pool" : `pool of ${caller}`;
    const { instances = pools } = (model.parts[caller] ?? {}) as { readonly instances?: number };
    const acquireTimeout = acquire === undefined ? null : makeSampler(acquire, streams.named(`acquire:${this.#name}`));
    const shown = {
      name: this.#name,
      resource: name,
      pools,
      poolsAtStart: Math.min(pools, instances),
      connections,
      queueMax: queue,
      newQueue: queueOf(this.#assembly, `${this.#name} ${name}`, order),
      acquireTimeout,
      opens: this.#opening(name),
    };
    const pool = new ConnectionPool(flow, shown, waiting);
    const each = ({ pool }: DatabaseOptions): number => pool?.connections ?? connections;
    const most = ({ pool }: DatabaseOptions): number => pool?.queue ?? queue;
    timeline.whenChanged(this.#name, each, (now) => pool.resize(now));
    timeline.whenChanged(this.#name, most, (now) => pool.limitQueue(now));
    this.#whenNew(pool);
    return pool;
  }

  /** Null where its connections are open from the start, and count when in use. */
  #opening(name: string): OpenOptions | null {
    const pool = this.#options.pool as NonNullable<DatabaseOptions["pool"]>;
    if (this.accepted === null) return null;
    const { accepted, connect } =
      this.#pooler === null
        ? { accepted: this.accepted, connect: this.#connect }
        : { accepted: this.#pooler.clients, connect: this.#pooler.connect };
    return opening(this.#assembly, pool, pool.connections, `${this.#name} ${name}`, connect, accepted);
  }
}
