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
      connections: count({ min: 1, max: 1_000_000 }).describe("Connections that the pool may have"),
      ...keptOpen(
        "Connections open from the start and kept open; the others are opened when needed, which takes `connect`, and all that are open count against what the database accepts. Without `idle`, all are open from the start, and those in use count; behind a pooler, all that are open",
      ),
      per: z
        .enum(["all", "instance"])
        .default("all")
        .describe("One pool for all callers, or one for each instance of a caller"),
      acquire: distribution().optional().describe("How long a request waits for a connection; without it, for ever"),
      order: order("a connection"),
      queue: countOrUnlimited().prefault("unlimited").describe("Requests that may wait for a connection"),
    }),
    POOL_WORDS,
  );

const replicas = () =>
  withOtherWords(
    z.strictObject({
      count: count({ max: 1000 }).prefault(1).describe("Read replicas"),
      cores: count({ min: 1, max: 10_000 }).optional().describe("Cores of each; as the primary if not given"),
      lag: distribution().prefault("0ms").describe("From commit to the start of replay"),
      replay: percent({ max: 10 })
        .prefault("0%")
        .describe("Work of a write on each replica, as a share of its time on the primary"),
      reads: z
        .union([z.literal("all"), z.array(name())])
        .default("all")
        .describe("Queries that go to the replicas"),
      "own-writes": duration({ above: 0, fixed: "a router counts a fixed time" })
        .optional()
        .describe(
          "For so long after a write, its customer reads from the primary; or its request, if traffic does not say `by` whom it is",
        ),
      "waits-for": count()
        .prefault(0)
        .describe(
          "Replicas that must have applied a write before it is answered (synchronous replication); it holds its connection until then",
        ),
      promote: duration({ fixed: "a replica takes over after a fixed time" })
        .optional()
        .describe(
          "When the primary has been down for so long, a replica takes its place; what had reached no replica by the crash is lost. Without it, all wait for the primary",
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
          .describe("Of the answer: `40KB`; they share the bandwidth of the `network`, and the caller `parses` them"),
        adds: adds().optional().describe("Rows that a write adds: `orders` is one, or `3 to orders`"),
        overhead: distribution()
          .optional()
          .describe("What holds the connection apart from that work: the round trip, the driver, rounding of timers"),
        of: name().optional().describe("The data it is about, of which `data` gives the keys: what it reads or writes"),
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
            "What it locks against others that lock, from before its work until it ends, or until the commit of the transaction that it is in: the row of its key, or the table. Who only reads, without `locks`, waits for no lock",
          ),
        "lock-wait": distribution()
          .optional()
          .describe("How long it waits for its lock; without it, for ever; with 0 it fails at once"),
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
      .describe("Whether all queries share the cores, or each core serves one and the rest wait"),
    connections: countOrUnlimited({ min: 1 }).prefault("unlimited").describe("Connections that each node accepts"),
    connect: distribution()
      .optional()
      .describe("Time to set up a connection, paid by queries that come without a pool, and when a pool opens one"),
    through: name()
      .optional()
      .describe(
        "The pooler between its callers and it; their pools have connections to that, and that to the database",
      ),
    pool: pool().optional().describe("Connections to it that its callers share: who finds none idle waits for one"),
    replicas: replicas()
      .optional()
      .describe(
        "Copies that take queries which do not write. `stale reads` are those there that miss a write of what they are `of`; of queries that do not say what they are of, those that miss a write of their own request. `reads behind` begin before a write of any request is applied: the most that can be stale",
      ),
    shards: shardsOption()
      .optional()
      .describe("Primaries side by side, each with the rows of some keys, and with replicas of its own"),
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
