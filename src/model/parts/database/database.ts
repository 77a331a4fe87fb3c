import type { Freshness } from "../../../components/data/freshness.js";
import { Database } from "../../../components/database/database.js";
import { Failover } from "../../../components/database/failover.js";
import type { About, Query as DatabaseQuery } from "../../../components/database/nodes.js";
import { OwnWrites } from "../../../components/database/own-writes.js";
import { Transaction } from "../../../components/database/transaction.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import type { Measure } from "../../../engine/meters.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import { Delay } from "../../../engine/steps/delay.js";
import { type Built, partKind } from "../../language/kinds.js";
import { timeOver } from "../../timeline/course.js";
import type { Down } from "../../timeline/down.js";
import { onTheWay } from "../../timeline/on-the-way.js";
import { replicasOf, type Slow } from "../../timeline/slow.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Site } from "../../wiring/site.js";
import { type BuiltCrossing, crossing, metersOf } from "../network-link/cross.js";
import { checkPlannedOutages, sayDownWithHost } from "../shared/breakdowns.js";
import { checkCores } from "../shared/cores.js";
import { BuiltConnections } from "./built-connections.js";
import { lockingOf } from "./built-locks.js";
import { BuiltTables } from "./built-tables.js";
import { BuiltViews } from "./built-views.js";
import { databaseChanges } from "./changes.js";
import { mayFail, poolSlots, refusedInQueue } from "./connections.js";
import { drawnDatabase } from "./drawn.js";
import { EXAMPLES } from "./examples.js";
import { DATABASE_FIGURES } from "./figures.js";
import { mayLock } from "./lock-options.js";
import { answerOf, builtNetwork } from "./network.js";
import { nodesOf } from "./nodes.js";
import {
  DATABASE_EFFECTS,
  type DatabaseOptions,
  databaseOptions,
  goesToReplica,
  type QueryOptions,
  readIn,
  writtenIn,
} from "./options.js";
import { DATABASE_CALLED, DATABASE_WORDS } from "./other-words.js";
import { checkDatabase, query } from "./query.js";
import { databaseRisks } from "./risks.js";
import { isGrowing } from "./rows.js";
import { askedShards, type BuiltShards, buildShards, mostShards } from "./shards.js";
import { checkReshards } from "./shards-sense.js";
import { type TransactionStep, transaction } from "./transaction.js";
import { databaseUnits } from "./units.js";

/** A built database, as steps use it. */
export class BuiltDatabase implements Built {
  readonly database: Database;
  readonly options: DatabaseOptions;
  readonly #assembly: Assembly;
  readonly #name: string;
  readonly #outages: readonly Measure[]; // Of the primary, if it has a machine of its own.
  readonly #tables: BuiltTables;
  readonly #views: BuiltViews;
  readonly #freshness: Freshness | null; // Of reads at replicas and of views.
  readonly #shards: BuiltShards | null;
  readonly #connections: BuiltConnections;
  readonly #network: BuiltCrossing | null; // The last of the way to it.

  constructor(assembly: Assembly, name: string, options: DatabaseOptions) {
    this.#assembly = assembly;
    this.#name = name;
    this.options = options;
    const { replicas } = options;
    this.#connections = new BuiltConnections(assembly, name, options, (pool) => this.database.addPool(pool));
    this.#freshness = tellsFreshness(assembly, options) ? assembly.data.freshness() : null;
    const drawn = (purpose: string, spec: DistributionSpec | undefined) =>
      spec === undefined ? null : makeSampler(spec, assembly.streams.named(`${purpose}:${name}`));
    const lagMs = drawn("lag", replicas?.lag);
    const { promote, "own-writes": ownWrites, count = 0 } = replicas ?? {};
    const mayCrash = assembly.timeline.entries<Down>("down", name).some(({ replicas }) => replicas === undefined);
    const failover = promote !== undefined && count > 0 && mayCrash ? new Failover(assembly.flow, promote) : null;
    const { shards } = options;
    const primaries = shards === undefined ? 1 : mostShards(assembly, name, shards);
    const primary = {
      ...nodesOf(assembly, name, "cores", primaries, options, failover),
      atStart: shards?.count ?? 1,
    };
    this.#outages = (options.host === undefined ? primary.breakdowns?.measures : undefined) ?? [];
    const replicaCores = { ...options, host: undefined, cores: replicas?.cores ?? options.cores };
    this.database = new Database(
      assembly.flow,
      {
        name,
        primary,
        replicas:
          replicas === undefined || replicas.count === 0
            ? null
            : {
                ...nodesOf(assembly, name, "replica cores", replicas.count * primaries, replicaCores),
                atStart: replicas.count * primary.atStart,
              },
        replication: {
          freshness: this.#freshness,
          waitsFor: (replicas?.count ?? 0) === 0 ? 0 : (replicas?.["waits-for"] ?? 0),
          failover,
          ownWrites: ownWrites === undefined ? null : new OwnWrites(assembly.flow, assembly.data.owner, ownWrites),
        },
        hasLocks: assembly.timeline.course(name, mayLock).some(({ value }) => value),
        accepted: this.#connections.accepted,
        lagMs: lagMs === null ? null : assembly.timeline.stretched(lagMs, "lag", [name]),
      },
      assembly.waiting,
    );
    this.#shards = shards === undefined ? null : buildShards(assembly, name, shards, this.database);
    this.#views = new BuiltViews(assembly, name, options, this.database);
    this.#network = builtNetwork(assembly, name);
    this.#tables = new BuiltTables(assembly.simulation, options.tables, shards?.count ?? 1);
    const { timeline } = assembly;
    const coresOf = ({ cores, host }: DatabaseOptions): number => (host === undefined ? (cores ?? 0) : 0);
    timeline.whenChanged(name, coresOf, (cores) => this.database.resizeCores(cores));
    timeline.whenChanged(
      name,
      ({ connections }: DatabaseOptions) => connections,
      (most) => this.database.resizeConnections(most),
    );
  }

  get meter() {
    const { meter } = this.database;
    const ofViews = (this.options.replicas?.count ?? 0) === 0 && readsView(this.options);
    const fresh = ofViews ? (this.#freshness?.measures ?? []) : []; // Replicas tell it otherwise.
    const own = [
      ...this.#outages,
      ...this.#tables.measures,
      ...this.#views.measures,
      ...fresh,
      ...(this.#network === null ? [] : metersOf(this.#network).measures),
      ...(this.#shards?.shards.measures ?? []),
    ];
    return { ...meter, measures: [...meter.measures, ...own] };
  }

  /** @param key the name of another key of what it is about */
  write(site: Site, queryName: string, key?: string): void {
    const purpose = `query:${this.#name}.${queryName}`;
    const { timeline } = this.#assembly;
    const named = [this.#name, `${this.#name}.${queryName}`];
    const reads = timeline.course(this.#name, ({ queries }: DatabaseOptions) => queries[queryName]);
    const { value: known } = reads.find(({ value }) => value !== undefined)!; // It may be new, or go.
    const over = <Value>(pick: (options: DatabaseOptions, read: QueryOptions) => Value) =>
      timeline.course(this.#name, (options: DatabaseOptions) => pick(options, options.queries[queryName] ?? known));
    const kinds = over((options, { fails, write, adds, of, by, on, locks, "lock-wait": wait }) => ({
      fails,
      write,
      adds,
      asked: { of, by, on },
      locking: { locks, "lock-wait": wait },
      onReplica: goesToReplica(options, queryName),
    }));
    site.byVersion(kinds, ({ fails, write, adds, asked, locking, onReplica }) => {
      const always = fails === 0 ? [] : [{ probability: { now: fails }, stream: site.stream(`${purpose}:fails`) }];
      const atTimes = timeline
        .dials("fails", named)
        .map((probability) => ({ probability, stream: site.stream(`${purpose}:fails at times`) }));
      const about = aboutIn(this.#assembly, known, key);
      const work = over((_, { time, rows, index }) => ({ time, rows, index }));
      const overhead = timeOver(over((_, read) => read.overhead));
      const sent = over(({ network }, { bytes }) => ({ bytes, bandwidth: network?.bandwidth }));
      const answer = answerOf(site, purpose, sent);
      const share = this.options.replicas?.replay ?? 0;
      const query: DatabaseQuery = {
        about: known.view === undefined ? about : null,
        shards: this.#shards === null ? null : askedShards(site, purpose, this.#shards, asked, key),
        timeMs: site.samplerMade(purpose, work, (one, stream) => this.#tables.workOf(one, stream), named),
        sentMs: answer.sentMs,
        overheadMs: overhead === null ? null : site.samplerOver(`${purpose}:overhead`, overhead),
        onReplica,
        isWrite: write,
        replayMs:
          share === 0
            ? null
            : site.samplerMade(
                `${purpose}:replay`,
                work,
                (one, stream) => this.#tables.replayOf(one, stream, share),
                named,
                { purpose, times: share },
              ),
        commits: this.#tables.adding(adds),
        locking: lockingOf(site, { part: this.#name, queryName, key }, this.database.locks, { ...known, ...locking }),
        failures: [...always, ...atTimes],
      };
      const on = site.transactionOn(this.#name) ?? this.#connections.at(site);
      const near = this.#network === null ? null : crossing(site, this.#network, null);
      const { first } = this.#assembly.flow;
      const ask = (run: () => void): void => {
        near?.there(first);
        if (on instanceof Transaction) this.#connections.pass(site);
        run();
        near?.back(first);
      };
      this.database.query(site.program, query, on, (run) =>
        onTheWay(site, `${this.#name}.${queryName}`, () => ask(run), { bytes: answer.bytes, connects: false }),
      );
      if (known.view !== undefined) this.#views.reads(site, known.view, about, this.#freshness);
      answer.parse();
    });
  }

  transaction(site: Site, { steps, commit }: TransactionStep): void {
    const { flow } = this.#assembly;
    this.database.transaction(site.program, this.#connections.at(site), (transaction) => {
      site.within(this.#name, transaction).write(steps);
      if (commit !== undefined)
        site.program.add(
          new Delay(flow, site.sampler(`commit:${this.#name}`, commit, [this.#name]), { as: "work", on: "commit" }),
        );
    });
  }
}

/** What a query reads or writes; null where that is not said, or never written. */
function aboutIn({ data }: Assembly, { of }: QueryOptions, key?: string): About | null {
  return of === undefined || !data.isWritten(of) ? null : { datum: data.named(of), key: data.keyOf(of, key) };
}

const readsView = ({ queries }: DatabaseOptions): boolean =>
  Object.values(queries).some(({ view }) => view !== undefined);

const tellsFreshness = ({ data }: Assembly, { queries }: DatabaseOptions): boolean =>
  Object.values(queries).some(({ of, write }) => !write && of !== undefined && data.isWritten(of));

/** A primary with read replicas, a limit on connections, perhaps a pool in front. */
export const database = partKind({
  type: "database",
  alsoCalled: DATABASE_CALLED,
  toldBy: ["queries"],
  otherWords: DATABASE_WORDS,
  summary: "a primary, read replicas, a limit on connections, and a connection pool in front of it",
  examples: EXAMPLES,
  options: databaseOptions,
  effects: DATABASE_EFFECTS,
  steps: [query, transaction],
  figures: DATABASE_FIGURES,
  build: (assembly, name, options) => new BuiltDatabase(assembly, name, options),
  drawn: drawnDatabase,
  machine: (options) => options,
  mayChange: [
    { at: "queries", freely: true },
    { at: "pool.connections" },
    { at: "pool.queue", freely: true },
    { at: "connections" },
    { at: "cores" },
    { at: "connect", freely: true },
    { at: "network.bandwidth" },
    { at: "shards.count", instead: "say `reshard`, `to` how many, and how long keys move, in the timeline" },
  ],
  slots: poolSlots,
  writesTo: writtenIn,
  readsOf: readIn,
  isStateful: true,
  grows: isGrowing,
  moments({ queries, replicas, shards }, name) {
    const each = Object.keys(queries).map((query) => `${name}.${query}`);
    return {
      slow: [name, ...each, ...(replicas === undefined ? [] : [replicasOf(name)])],
      fails: [name, ...each],
      down: [name],
      throttle: [name, ...each],
      ...(shards === undefined ? {} : { reshard: [name] }),
      ...(replicas?.lag === undefined ? {} : { lag: [name] }),
    };
  },
  mayFail,
  inBacklog: refusedInQueue,
  admits: ({ connections, connect, pool }) =>
    pool === undefined && connect !== undefined ? connections : Number.POSITIVE_INFINITY,
  units: databaseUnits,
  risks: databaseRisks,
  changes: databaseChanges,
  check(sense, name, options) {
    checkCores(sense, ["parts", name], options);
    checkDatabase(sense, name, options);
    const { cores, scheduling, host, replicas, shards } = options;
    const isShared = scheduling === "processor-sharing";
    const has = { cores: isShared ? cores : undefined, replicas: replicas?.count, shards: shards?.count };
    for (const [entry, said] of Object.entries(sense.model.timeline as Readonly<Record<string, Partial<Slow>>>)) {
      const { slow, replicas: some = 0 } = said;
      if (slow === name && replicas !== undefined && some > replicas.count)
        sense.error(["timeline", entry, "replicas"], `there are only ${replicas.count}`);
    }
    if (shards !== undefined) checkReshards(sense, name, shards, options);
    for (const { path, said } of checkPlannedOutages(sense, name, has))
      if (host !== undefined && said.replicas === undefined) sayDownWithHost(sense, path, name, host);
  },
});
