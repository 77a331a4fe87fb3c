/** What can be changed about a database: its size, its replicas, its pool. What is asked of it: `queries.ts`. */
import type { DatabaseOptions } from "../parts/database-options.js";
import { type Change, type ChangeContext, ofPart } from "./change.js";
import { largerMachine } from "./larger-machine.js";
import { cachedRead, fasterQuery } from "./queries.js";

const REPLICAS = 2;
const CONNECTIONS_A_CORE = 4; // More only wait inside the database; fewer leave cores idle while answers travel.
const HOSTLESS_CORES = 4;

export const databaseChanges = (context: ChangeContext, name: string, options: DatabaseOptions): readonly Change[] => [
  ...(options.cores === undefined ? [] : [largerMachine(name, options.cores, "small database")]),
  ...replicas(context, name, options),
  ...pool(context, name, options),
  ...fasterQuery(context, name, options),
  ...cachedRead(context, name, options),
];

function replicas(context: ChangeContext, name: string, options: DatabaseOptions): Change[] {
  const { queries, replicas: now, pool } = options;
  const reads = Object.values(queries).filter(({ write }) => !write);
  if (reads.length === 0) return [];
  const before = now?.count ?? 0;
  const count = before + REPLICAS;
  const cores = now?.cores ?? coresOf(context, options);
  const grown =
    pool === undefined ? {} : { pool: { connections: pool.connections * Math.ceil((count + 1) / (before + 1)) } };
  const first = { lag: "100ms", replay: "50%", ...(options.cores === undefined ? { cores } : {}) };
  return [
    {
      name: `${name}: ${count} read replicas`,
      treats: "read pressure",
      overlay: ofPart(name, { replicas: before === 0 ? { count, ...first } : { count }, ...grown }),
      complexity: 3,
      why: "reads may be stale, and lag must be watched",
      cost: { replicas: REPLICAS, cores: REPLICAS * cores },
      relieves: { part: name, resource: before === 0 ? "cores" : "replica cores" },
      ...(before === 0 ? { assumes: "replicas lag by 100 ms and replay a write with half its work" } : {}),
    },
  ];
}

function pool(context: ChangeContext, name: string, options: DatabaseOptions): Change[] {
  const { pool: now, contention, coherency, connect } = options;
  const setting = { complexity: 1, why: "a setting", cost: {} } as const;
  const of = (connections: number) => ofPart(name, { pool: { connections } });
  if (now === undefined) {
    const connections = Math.max(
      2,
      CONNECTIONS_A_CORE * coresOf(context, options) * (1 + (options.replicas?.count ?? 0)),
    );
    const isWanted = connect !== undefined || contention > 0 || coherency > 0 || Number.isFinite(options.connections);
    const first = { treats: "connection storm", overlay: of(connections), relieves: null } as const;
    return isWanted ? [{ ...setting, ...first, name: `${name}: a pool of ${connections}` }] : [];
  }
  const relieves = { part: name, resource: "pool" };
  const { connections, acquire, queue } = now;
  const half = Math.floor(connections / 2);
  const larger: Change = {
    ...setting,
    name: `${name}: a pool of ${connections * 2}`,
    treats: "pool too small",
    overlay: of(connections * 2),
    relieves,
  };
  const smaller: Change = {
    ...setting,
    name: `${name}: a pool of ${half}`,
    treats: "pool too large",
    overlay: of(half),
    relieves: null,
  };
  const impatient: Change = {
    ...setting,
    name: `${name}: 1 s for a connection`,
    treats: "no bound",
    overlay: ofPart(name, { pool: { acquire: "1s" } }),
    relieves,
  };
  const slowsDown = contention > 0 || coherency > 0;
  return [
    larger,
    ...(slowsDown && half >= 1 ? [smaller] : []),
    ...(acquire === undefined && queue === Number.POSITIVE_INFINITY ? [impatient] : []),
  ];
}

function coresOf({ model }: ChangeContext, { cores, host }: DatabaseOptions): number {
  const shared = host === undefined ? undefined : (model.parts[host] as { cores?: number } | undefined)?.cores;
  return cores ?? Math.ceil(shared ?? HOSTLESS_CORES);
}
