/** How a file describes a database. */
import { z } from "zod";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import type { Model } from "../../language/model.js";
import { withOtherWords } from "../../language/other-words.js";
import { name } from "../../language/policies.js";
import {
  count,
  countOrUnlimited,
  distribution,
  distributionOf,
  duration,
  percent,
  SIZE,
} from "../../language/values/index.js";
import { CORES_EFFECTS, coresOptions } from "../shared/cores.js";
import { KEPT_EFFECTS, keptOpen } from "../shared/kept-open.js";
import { memoryOption } from "../shared/memory.js";
import { CORES_VALUE } from "../shared/other-words.js";
import { ORDERS, order } from "../shared/queue-order.js";
import { network } from "./network.js";
import { POOL_WORDS, QUERIES_WORDS, QUERY_WORDS, REPLICAS_WORDS } from "./other-words.js";
import { adds, rowsOf, table } from "./rows.js";
import { askedOptions, SHARDS_EFFECTS, shardsOption } from "./shards.js";
import { view } from "./view-options.js";

const pool = () =>
  withOtherWords(
    z.strictObject({
      connections: count({ min: 1, max: 1_000_000 }).describe("The most connections of the pool: its size"),
      ...keptOpen(
        "Connections opened at the start and kept open. Further ones are opened when needed, which takes `connect`, and every open one counts against the `connections` of the database. If not given, all are open from the start, and only those in use count there (behind a pooler, all)",
      ),
      per: z
        .enum(["all", "instance"])
        .default("all")
        .describe("One pool for all callers, or one in each instance of a caller"),
      acquire: distribution()
        .optional()
        .describe("How long a request waits for a connection before it fails; for ever if not given"),
      order: order("a connection"),
      queue: countOrUnlimited().prefault("unlimited").describe("Requests that may wait for a connection"),
    }),
    POOL_WORDS,
  );

const replicas = () =>
  withOtherWords(
    z.strictObject({
      count: count({ max: 1000 }).prefault(1).describe("How many there are"),
      cores: count({ min: 1, max: 10_000 })
        .optional()
        .describe("Cores of each replica; those of the primary if not given"),
      lag: distribution()
        .prefault("0ms")
        .describe("Time from the commit on the primary until a replica begins to apply the write"),
      replay: percent({ max: 10 })
        .prefault("0%")
        .describe("Work of applying a write on each replica, as a share of its time on the primary"),
      reads: z
        .union([z.literal("all"), z.array(name())])
        .default("all")
        .describe("Queries that go to the replicas"),
      "own-writes": duration({ above: 0, fixed: "a router counts a fixed time" })
        .optional()
        .describe(
          "Read your own writes: this long after a write, its customer (`by` of the traffic) reads from the primary; without `by`, the same request does",
        ),
      "waits-for": count()
        .prefault(0)
        .describe(
          "Synchronous replication: how many replicas must have applied a write before it is answered. It holds its connection until then",
        ),
      promote: duration({ fixed: "a replica takes over after a fixed time" })
        .optional()
        .describe(
          "Failover: when the primary has been down for this long, a replica takes its place, and writes that had reached no replica are lost. If not given, all wait for the primary",
        ),
    }),
    REPLICAS_WORDS,
  );

const queryOptions = () =>
  withOtherWords(
    z
      .strictObject({
        time: distribution()
          .optional()
          .describe("Work on the cores; with `rows`, what it takes besides them, such as parsing and planning"),
        rows: rowsOf().optional().describe("Rows that it looks for: `20 of orders`, `2% of orders`"),
        index: z
          .boolean()
          .default(true)
          .describe(
            "Whether an index leads to its `rows`: it reads those and log2 of all; without one it reads all rows",
          ),
        bytes: distributionOf(SIZE)
          .optional()
          .describe(
            "Size of the answer, such as `40KB`: it takes bandwidth of the `network`, and cores of a caller that `parses` it",
          ),
        adds: adds().optional().describe("Rows that a write adds: `orders` is one, or `3 to orders`"),
        overhead: distribution()
          .optional()
          .describe("Time that holds the connection but no core, besides `time`: the round trip, the driver"),
        of: name().optional().describe("The data that it reads or writes: a name in `data`"),
        view: name()
          .optional()
          .describe(
            "The view that it reads, as it was when the last finished refresh began: `data age` and `stale reads` tell",
          ),
        ...askedOptions(),
        locks: z
          .enum(["row", "table"])
          .optional()
          .describe(
            "Locks the row of its key, or the table, from before its work until it ends; in a transaction, until the commit. It waits for others that lock the same; a query without `locks` waits for no lock",
          ),
        "lock-wait": distribution()
          .optional()
          .describe("How long it waits for its lock before it fails; 0 fails at once; for ever if not given"),
        write: z.boolean().default(false).describe("Writes go to the primary and on to every replica"),
        fails: percent().prefault("0%").describe("Share that fails after the work"),
      })
      .superRefine(({ time, rows }, context) => {
        if (time === undefined && rows === undefined)
          context.addIssue({
            code: "custom",
            message: "give the `time` of the query, or the `rows` that it looks for",
          });
      }),
    QUERY_WORDS,
  ).transform(({ time, ...query }) => ({ ...query, time: time ?? NO_TIME }));

const NO_TIME: DistributionSpec = { kind: "constant", value: 0 };

export const databaseOptions = () =>
  z.strictObject({
    ...coresOptions(),
    cores: withOtherWords(count({ min: 1, max: 10_000 }), CORES_VALUE)
      .optional()
      .describe("Cores of the primary; without it, no limit"),
    memory: memoryOption("of the primary, and of each replica"),
    scheduling: z
      .enum(["processor-sharing", ...ORDERS])
      .default("processor-sharing")
      .describe("How queries share the cores: all at once, or one on each core while the rest wait"),
    connections: countOrUnlimited({ min: 1 }).prefault("unlimited").describe("Connections that each node accepts"),
    connect: distribution()
      .optional()
      .describe("Time to set up a connection, paid by queries that come without a pool, and when a pool opens one"),
    through: name()
      .optional()
      .describe(
        "The pooler between callers and database: their pools connect to the pooler, and the pooler to the database",
      ),
    pool: pool()
      .optional()
      .describe("The connection pool of its callers: a request that finds no idle connection waits for one"),
    replicas: replicas()
      .optional()
      .describe(
        "Read replicas: they take the queries that do not write. The figure `stale reads` counts reads there that miss a write of the data they are `of` (without `of`: a write of their own request); `reads behind` those that begin while any write is not applied yet, the most that can be stale",
      ),
    shards: shardsOption()
      .optional()
      .describe(
        "Splits the database: primaries side by side, each with the rows of some keys and with replicas of its own",
      ),
    network: network().optional(),
    tables: z.record(name(), table()).default({}).describe("Tables whose rows take time to read"),
    views: z
      .record(name(), view())
      .default({})
      .describe("Kept results of dear queries, refreshed from time to time: read models, materialized views"),
    queries: withOtherWords(z.record(name(), queryOptions()), QUERIES_WORDS).describe("What can be asked of it"),
  });

export type DatabaseOptions = z.output<ReturnType<typeof databaseOptions>>;
export type QueryOptions = z.output<ReturnType<typeof queryOptions>>;

export const DATABASE_EFFECTS: Effects<DatabaseOptions> = {
  ...CORES_EFFECTS,
  scheduling: "known",
  connections: "known",
  connect: "known",
  through: "known",
  pool: { connections: "known", ...KEPT_EFFECTS, per: "known", acquire: "waits", order: "known", queue: "limits" },
  replicas: {
    count: "known",
    cores: "known",
    lag: "known",
    replay: "known",
    reads: "known",
    "own-writes": "by chance",
    "waits-for": "by chance",
    promote: "known",
  },
  shards: SHARDS_EFFECTS,
  network: "known",
  tables: "known",
  views: "by chance",
  queries: "known",
};

/** Whether a query goes to a replica: reads do if there is one, all or those named. */
export function goesToReplica({ replicas, queries }: DatabaseOptions, query: string): boolean {
  const { write, locks } = queries[query];
  if (replicas === undefined || replicas.count === 0 || write || locks !== undefined) return false;
  return replicas.reads === "all" || replicas.reads.includes(query);
}

/** The data that its queries read. */
export const readIn = ({ queries }: DatabaseOptions): readonly string[] =>
  Object.values(queries).flatMap(({ of, write }) => (!write && of !== undefined ? [of] : []));

/** The data that its queries write. */
export const writtenIn = ({ queries }: DatabaseOptions): readonly string[] =>
  Object.values(queries).flatMap(({ of, write }) => (write && of !== undefined ? [of] : []));

/** The options of a database; otherwise reports a mistake at `path`. */
export const databaseIn = (sense: Sense, name: string, path: Path): DatabaseOptions | null =>
  sense.part<DatabaseOptions>(name, "database", path);

/** The query named "db.read", of a model without mistakes. */
export function queryOf(parts: Model["parts"], target: string): QueryOptions {
  const [part, name] = target.split(".");
  return (parts[part] as unknown as DatabaseOptions).queries[name];
}

/** Whether open connections count, not those in use: a pool opens them when needed, or a pooler is in between. */
export const countsOpen = ({ pool, through }: Pick<DatabaseOptions, "pool" | "through">): boolean =>
  through !== undefined || pool?.idle !== undefined;
