/** The stages that a system may have, and what each writes into a model. A new one is an entry here. */
import type { Settled } from "./settled.js";

/** Lines of YAML, indented from the start of their own block. */
type Lines = readonly string[];

export interface Shape {
  readonly says: string; // As a question offers it.
  readonly isApart?: true; // Of several machines.
  readonly takesPool?: true; // It has as many connections as the pool is said to have.
  readonly data?: Lines;
  readonly traffic?: Lines;
  readonly parts?: (of: Settled) => Lines;
  readonly web?: (of: Settled) => Lines;
  readonly db?: (of: Settled) => Lines;
  readonly query?: string; // Options of every query.
}

export const REPLICAS = 2;
export const SHARDS = 4;
export const HIT = 0.8; // Of reads.

export const SHAPES: Readonly<Record<string, Shape>> = {
  "one-machine": {
    says: "one machine: web server and database on it",
    parts: ({ cores }) => [`box: { type: host, cores: ${cores} } # Web and database share them.`],
  },
  "own-database": { says: "a machine of its own for the database", isApart: true },
  pool: {
    says: "a connection pool in the application (HikariCP, pgx, ActiveRecord)",
    takesPool: true,
    db: ({ pool, note }) => [
      `pool: { connections: ${pool}, per: instance, acquire: 1s } # Connections: ${note("pool")}.`,
    ],
  },
  pooler: {
    says: "a pooler before the database (PgBouncer, ProxySQL, RDS Proxy)",
    takesPool: true,
    isApart: true,
    parts: ({ pool, nodes, has, note }) => {
      const connections = pool * nodes;
      const why = has.pool ? `as many as all pools have, assumed` : note("pool");
      return ["pooler:", "  type: pooler", `  connections: ${connections} # To the database: ${why}.`, "  acquire: 1s"];
    },
    db: () => ["through: pooler"],
  },
  replicas: {
    says: "read replicas",
    isApart: true,
    db: ({ reads }) => [
      "replicas:",
      `  count: ${REPLICAS} # Assumed.`,
      "  lag: lognormal(mean 50ms, p99 300ms) # Assumed; matters only for stale reads.",
      `  reads: [${reads.join(", ")}]`,
    ],
  },
  cache: {
    says: "a cache (Redis, Memcached)",
    parts: () => [
      `cache: { type: cache, hit: ${HIT * 100}%, time: 1ms } # Assumed, and matters much: each miss is a query.`,
    ],
  },
  instances: {
    says: "several instances behind a balancer",
    isApart: true,
    web: () => ["balance: least-connections # Assumed."],
  },
  queue: {
    says: "a queue with workers, for what need not be done before the answer (SQS, Sidekiq)",
    parts: ({ workers }) => [
      "jobs:",
      "  type: work-queue",
      `  workers: ${workers} # Assumed: about half of them busy.`,
      "  steps:",
      "    - query: db.job",
    ],
  },
  sharded: {
    says: "a sharded database",
    isApart: true,
    data: ["customer: { keys: 100k } # Assumed; rows are placed by it."],
    traffic: ["by: customer"],
    db: () => [`shards: { count: ${SHARDS}, by: customer } # Assumed.`],
    query: "of: customer",
  },
};

const ALONE = "one-machine";

/** What cannot go together, in sentences. */
export function contradictions(shape: readonly string[]): string[] {
  const apart = shape.filter((name) => shape.includes(ALONE) && SHAPES[name]?.isApart);
  return apart.map((name) => `--shape: "${ALONE}" and "${name}" cannot both be; leave one out`);
}
