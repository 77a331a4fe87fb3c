/**
 * A database: a primary, read replicas, and a limit on connections.
 *
 * A node's queries share its cores (processor sharing), or each takes a core, first come first served. A query holds
 * its connection from admission to answer, also while it waits for cores.
 */
import type { Flow } from "../../engine/flow.js";
import type { PartMeter, ResourceMeter } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { NOTHING, type Step } from "../../engine/step.js";
import type { WaitingColumns } from "../../engine/waiting-queue.js";
import { Fork, Hook } from "../steps/instant-step.js";
import type { Accepted } from "./accepted.js";
import type { ConnectionPool } from "./connection-pool.js";
import type { Connections } from "./connections.js";
import { Locks } from "./locks.js";
import { type About, Nodes, type NodesOptions, type Query } from "./nodes.js";
import type { OwnWrites } from "./own-writes.js";
import { Replication, type ReplicationOptions } from "./replication.js";
import type { MovingShards, ReshardOptions } from "./reshard.js";
import { Transaction, Transactions } from "./transaction.js";

export interface DatabaseOptions {
  readonly name: string;
  readonly primary: NodesOptions;
  readonly replicas: NodesOptions | null;
  readonly lagMs: Sampler | null; // From commit to the start of replay.
  readonly replication: ReplicationOptions & { readonly ownWrites: OwnWrites | null };
  readonly hasLocks: boolean; // Whether any query takes some.
  readonly accepted: Accepted | null; // Counts open connections; null: each node counts those in use.
}

export class Database {
  readonly locks: Locks | null;
  private readonly resources: ResourceMeter[];
  private readonly flow: Flow;
  private readonly options: DatabaseOptions;
  private readonly primary: Nodes;
  private readonly replicas: Nodes | null;
  private readonly replication: Replication | null;
  private transactions: Transactions | null = null; // Once there may be any.

  constructor(flow: Flow, options: DatabaseOptions, columns: WaitingColumns) {
    const { name, primary, replicas, lagMs, replication } = options;
    this.flow = flow;
    this.options = options;
    this.locks = options.hasLocks ? new Locks(flow, name) : null;
    this.primary = new Nodes(flow, name, primary, columns);
    this.replicas = replicas === null ? null : new Nodes(flow, name, replicas, columns);
    this.replication =
      replicas === null
        ? null
        : new Replication(flow, nodesIn(replicas, primary), lagMs, columns, replicas.breakdowns, replication);
    const accepted = options.accepted?.meters ?? [];
    this.resources = [...this.primary.meters, ...(this.replicas?.meters ?? []), ...accepted];
  }

  get meter(): PartMeter {
    const { locks, replication, transactions, options } = this;
    const measures = [replication, transactions, locks, options.accepted].flatMap((each) => each?.measures ?? []);
    const resources = [...this.resources, ...(locks?.groups ?? [])];
    return { name: this.options.name, type: "database", resources, measures };
  }

  /** @param cores of the primary, from now on */
  resizeCores(cores: number): void {
    this.primary.resizeCores(cores);
  }

  /** @param most that each node accepts, from now on */
  resizeConnections(most: number): void {
    this.primary.resizeConnections(most);
    this.replicas?.resizeConnections(most);
  }

  /** Gets more shards, to which keys move. */
  reshard(shards: MovingShards, options: ReshardOptions): void {
    const each = (this.options.replicas?.count ?? 0) / this.options.primary.count;
    const has = (count: number): void => {
      this.primary.has(count);
      this.replicas?.has(count * each);
    };
    shards.reshard(this.flow, { primary: this.primary, has }, options, this.options.primary.breakdowns);
  }

  addPool(pool: ConnectionPool): void {
    this.resources.push(pool.meter);
  }

  /**
   * Writes a query on the connection of a transaction, or on another.
   *
   * @param onTheWay around the way there and back
   */
  query(program: Program, query: Query, on: Transaction | Connections, onTheWay: (run: () => void) => void): void {
    if (on instanceof Transaction) onTheWay(() => this.runInside(program, query, on));
    else on.around(program, (connectMs) => onTheWay(() => this.ask(program, query, connectMs)));
  }

  /** Holds a connection to the primary while the body runs. */
  transaction(program: Program, on: Connections, body: (transaction: Transaction) => void): void {
    this.transactions ??= new Transactions(this.locks, (request) => this.replication?.stopsWaiting(request));
    const transaction = new Transaction(this.flow, this.transactions);
    on.around(program, (connectMs) =>
      this.primary.connected(program, this.flow.first, connectMs, this.flow, () =>
        transaction.around(program, () => body(transaction)),
      ),
    );
  }

  /** On the only primary, or on the shards that it asks. */
  private ask(program: Program, query: Query, connectMs: Sampler | null): void {
    const { shards } = query;
    if (shards === null) this.run(program, query, { connectMs, primary: this.flow.first });
    else shards.around(program, (each, primary) => this.run(each, query, { connectMs, primary }));
  }

  private run(program: Program, query: Query, at: At): void {
    if (query.isWrite) this.commits(program, query, at);
    else if (query.onReplica && this.replicas !== null && this.replication !== null)
      this.reads(program, query, at, this.replicas, this.replication);
    else this.primary.run(program, at.primary, at.connectMs, query, this.flow, known(query));
  }

  /** A read at a replica; or at the primary, where its request must see what it wrote, or no replica is left. */
  private reads(program: Program, query: Query, at: At, replicas: Nodes, replication: Replication): void {
    const { failover, ownWrites } = this.options.replication;
    const atReplica = (): void => {
      const read = replication.chooseReplica(at.primary);
      program.add(read);
      replicas.run(program, read.chosen, at.connectMs, query, this.flow, replication.noteRead(read, query.about));
    };
    if (failover === null && ownWrites === null) {
      atReplica();
      return;
    }
    const isAtPrimary = (request: RequestId): boolean =>
      failover?.readsAtPrimary === true || ownWrites?.isRecent(request) === true;
    program.branch(new Fork(isAtPrimary), [
      atReplica,
      () => {
        const noted = replication.noteReadAtPrimary(query.about);
        this.primary.run(program, at.primary, at.connectMs, query, this.flow, noted);
      },
    ]);
  }

  private commits(program: Program, query: Query, at: At): void {
    const { waitsFor, ownWrites } = this.options.replication;
    const after = (): void => {
      if (query.about !== null) program.add(commit(query.about));
      if (ownWrites !== null) program.add(ownWrites.note());
      if (this.replication !== null && this.replicas !== null)
        program.add(this.replication.replicate(query.replayMs, this.replicas, query.about, at.primary));
    };
    const whileConnected = waitsFor > 0 ? after : undefined; // A writer that waits holds its connection.
    this.primary.run(program, at.primary, at.connectMs, query, this.flow, NOTHING, whileConnected);
    if (whileConnected === undefined) after();
  }

  private runInside(program: Program, query: Query, transaction: Transaction): void {
    const { about, isWrite, replayMs, commits } = query;
    this.primary.runHeld(
      program,
      this.flow.first,
      query,
      this.flow,
      isWrite ? NOTHING : known(query),
      transaction.number,
    );
    if (!isWrite) return;
    const isSent = this.replication !== null && this.replicas !== null;
    const to = isSent ? this.replication.replicate(replayMs, this.replicas, about, this.flow.first) : null;
    const { ownWrites } = this.options.replication;
    if (about === null && to === null && commits === NOTHING) return;
    const noted = ownWrites === null ? commits : both(commits, ownWrites.note());
    program.add(new Hook((request) => transaction.note(request, { about, to, commits: noted })));
  }
}

/** Every primary, of a shard or the only one, has as many replicas. */
const nodesIn = (replicas: NodesOptions, primaries: NodesOptions) => ({
  replicas: replicas.count / primaries.count,
  shards: primaries.count,
});

/** Where a query runs. */
interface At {
  readonly connectMs: Sampler | null; // To set up a connection; null: it has one of the pool.
  readonly primary: Int32Column; // Of the request's shard; the only one without shards.
}

const both = (one: Step, other: Step): Step =>
  new Hook((request) => {
    one.enter(request);
    other.enter(request);
  });

const commit = ({ datum, key }: About): Step => new Hook((request) => void datum.commit(request, key.of(request)));

/** What a read at the primary finds: the latest version, as it begins. */
const known = ({ about }: Query): Step =>
  about === null
    ? NOTHING
    : new Hook((request) => {
        about.datum.seen.at[request] = about.datum.versions.latest(about.key.of(request));
      });
