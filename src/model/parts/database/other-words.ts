/** What databases, pools and drivers call what a database here has. */
import { type Around, asYaml, byName, isRecord, type OtherWords } from "../../language/other-words.js";
import { CORES_WORDS, LEFT_OUT } from "../shared/other-words.js";

export const DATABASE_CALLED =
  "postgres postgresql pg mysql mariadb oracle sqlserver mssql sql db rds aurora cockroachdb cockroach spanner sqlite " +
  "mongodb mongo dynamodb cassandra scylla couchbase neo4j elasticsearch opensearch solr clickhouse bigquery datastore " +
  "document-store relational nosql";

const count = ({ value }: Around): string | null => (isRecord(value) ? null : `replicas: { count: ${asYaml(value)} }`);

export const DATABASE_WORDS: OtherWords = {
  keys: {
    ...CORES_WORDS.keys,
    connections: "max-connections max-conn max-client-connections connection-limit processes",
    through: "pooler proxy pgbouncer connection-pooler",
    queries: "statements operations sqls endpoints commands",
    pool: "hikari connection-pool datasource c3p0 pooling",
    shards: "partitions sharding",
  },
  entries: {
    ...CORES_WORDS.entries,
    "read-replicas readreplicas slaves followers standbys readers": count,
    "pool-size max-pool-size maximum-pool-size default-pool-size": ({ value }) =>
      `pool: { connections: ${asYaml(value)} }`,
    "pool-timeout connection-timeout acquire-timeout checkout-timeout": ({ value }) =>
      `pool: { acquire: ${asYaml(value)} }`,
  },
  leftOut: {
    ...LEFT_OUT,
    "shared-buffers work-mem effective-cache-size innodb-buffer-pool-size buffer-pool wal isolation":
      "a query's `time` says what it takes with all caches as they are",
  },
};

export const POOL_WORDS: OtherWords = {
  keys: {
    connections:
      "maximum-pool-size max-pool-size max size pool-size max-size max-active max-total max-connections max-capacity maximum limit",
    acquire: "connection-timeout timeout acquire-timeout pool-timeout wait max-wait wait-timeout checkout-timeout",
    idle: "min minimum-idle min-idle min-size min-pool-size minimum initial-capacity initial-size",
    "idle-for": "idle-timeout",
    queue: "max-queue queue-size max-waiting",
  },
  value: ({ value }) => (isNumber(value) ? `{ connections: ${asYaml(value)} }` : null),
};

export const REPLICAS_WORDS: OtherWords = {
  keys: { count: "number replicas instances", lag: "replication-lag delay" },
  value: ({ value }) => (isNumber(value) ? `{ count: ${asYaml(value)} }` : null),
};

export const SHARDS_WORDS: OtherWords = {
  keys: { count: "number shards partitions", by: "key shard-key partition-key" },
  value: ({ value }) =>
    isNumber(value)
      ? {
          write: `{ count: ${asYaml(value)}, by: customer }`,
          elsewhere: { at: [], write: "data: { customer: { keys: 1M } }", words: "at the top" },
        }
      : null,
};

export const QUERY_WORDS: OtherWords = {
  keys: { time: "duration latency takes mean avg average cost service-time response-time", write: "writes is-write" },
  entries: {
    "type kind mode op operation": ({ value }) =>
      /^(write|insert|update|delete|w|rw)$/i.test(String(value)) ? "write: true" : "",
    "p50 median p95 p99 p999": ({ beside }) => {
      const time = lognormal({ mean: beside.time ?? beside.mean, ...beside });
      return time === null ? null : `time: ${time}`;
    },
  },
  value: (around) => (isText(around.value) ? `{ time: ${asYaml(around.value)} }` : null),
};

export const QUERIES_WORDS: OtherWords = { value: byName };

/** `{ p50: 6ms, p99: 40ms }` as the distribution that has both. */
export function lognormal(said: Readonly<Record<string, unknown>>): string | null {
  const low = said.p50 ?? said.median;
  const first = low !== undefined ? `p50 ${String(low)}` : said.mean !== undefined ? `mean ${String(said.mean)}` : null;
  const high = (["p99", "p95", "p999", "p90"] as const).find((each) => said[each] !== undefined);
  if (first === null || high === undefined) return null;
  return `"lognormal(${first}, ${high === "p999" ? "p99.9" : high} ${String(said[high])})"`;
}

const isNumber = (value: unknown): boolean => typeof value === "number" || /^\d+$/.test(String(value));
const isText = (value: unknown): boolean => typeof value === "number" || typeof value === "string";
