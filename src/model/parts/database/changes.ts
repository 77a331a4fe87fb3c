/** Possible changes to a database: its size, replicas and pool. For its queries see `query-changes.ts`. */

import { askingSteps } from "../../changes/asking-steps.js";
import { type Change, type ChangeContext, largerMachine, ofPart } from "../../changes/change.js";
import { BANDWIDTH } from "../../language/values/units.js";
import { hostOf } from "../host/options.js";
import { newPooler } from "../pooler/changes.js";
import { askedTogether } from "./asked-together.js";
import type { DatabaseOptions } from "./options.js";
import { cachedRead, fasterQuery, indexed } from "./query-changes.js";
import { moreShards } from "./shards-changes.js";
import { poolsOf } from "./units.js";

const REPLICAS = 2;
const CONNECTIONS_A_CORE = 4; // More only wait inside the database; fewer leave cores idle while answers travel.
const HOSTLESS_CORES = 4;

export const databaseChanges = (context: ChangeContext, name: string, options: DatabaseOptions): readonly Change[] => [
  ...larger(name, options),
  ...replicas(context, name, options),
  ...fewerReplicas(name, options),
  ...moreShards(context, name, options),
  ...pool(context, name, options),
  ...poolEach(context, name, options),
  ...wider(name, options),
  ...poolerBefore(context, name, options),
  ...indexed(context, name, options),
  ...fasterQuery(context, name, options),
  ...askedTogether(context, name, options),
  ...cachedRead(context, name, options),
];

/** Replicas without a size of their own grow with the primary. */
function larger(name: string, { cores, replicas, shards }: DatabaseOptions): Change[] {
  if (cores === undefined) return [];
  const alike = replicas === undefined || replicas.cores !== undefined ? 0 : replicas.count;
  return [largerMachine(name, cores, "small database", (1 + alike) * (shards?.count ?? 1))];
}

/** What the link of each node can send. */
function wider(name: string, { network }: DatabaseOptions): Change[] {
  if (network?.bandwidth === undefined) return [];
  return [
    {
      name: `${name}: twice the bandwidth`,
      treats: "small machine",
      overlay: ofPart(name, { network: { bandwidth: BANDWIDTH.write(network.bandwidth * 2) } }),
      complexity: 2,
      why: "a machine with a faster network",
      cost: {},
      relieves: [
        { part: name, resource: "network" },
        { part: name, resource: "replica network" },
      ],
    },
  ];
}

function replicas(context: ChangeContext, name: string, options: DatabaseOptions): Change[] {
  const { queries, replicas: now, pool } = options;
  const reads = Object.values(queries).filter(({ write }) => !write);
  if (reads.length === 0) return [];
  const before = now?.count ?? 0;
  const shards = options.shards?.count ?? 1;
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
      cost: { replicas: REPLICAS * shards, cores: REPLICAS * shards * cores },
      relieves: [{ part: name, resource: before === 0 ? "cores" : "replica cores" }],
      ...(before === 0 ? { assumes: "replicas lag by 100 ms and replay a write with half its work" } : {}),
    },
  ];
}

/** Keeps the last one, which may replace the primary when that is down. */
function fewerReplicas(name: string, { replicas: now, cores }: DatabaseOptions): Change[] {
  if (now === undefined || now.count === 0) return [];
  const each = now.cores ?? cores;
  const left = now.count - 1;
  return [
    {
      name: `${name}: ${left === 0 ? "no" : left} read ${left === 1 ? "replica" : "replicas"}`,
      treats: "more than needed",
      overlay: ofPart(name, { replicas: left === 0 ? null : { count: left } }),
      complexity: 1,
      why: "a number",
      cost: { replicas: -1, ...(each === undefined ? {} : { cores: -each }) },
      relieves: [],
      isLess: true,
      ...(left === 0
        ? { assumes: "no replica has to stand by for the primary" }
        : { spares: { part: name, resource: "replica cores", left: left / now.count } }),
    },
  ];
}

/** A bulkhead between callers: none takes the connections of another. */
function poolEach(context: ChangeContext, name: string, { pool: now }: DatabaseOptions): Change[] {
  const asking = askingSteps(context).filter(({ part, path }) => part === name && path[0] === "parts");
  const callers = [...new Set(asking.map(({ path }) => String(path[1])))];
  if (now === undefined || now.per === "instance" || callers.length < 2) return [];
  const instances = callers.reduce((sum, each) => sum + context.instancesOf(each), 0);
  const connections = Math.max(1, Math.floor(now.connections / instances));
  return [
    {
      name: `${name}: a pool of ${connections} for each instance`,
      treats: "noisy neighbour",
      overlay: ofPart(name, {
        pool: {
          per: "instance",
          connections,
          ...(now.idle === undefined ? {} : { idle: Math.min(now.idle, connections) }),
        },
      }),
      complexity: 1,
      why: "a setting",
      cost: {},
      relieves: [{ part: name, resource: "pool" }],
    },
  ];
}

/** A pooler that all pools share, where they may ask for more connections than the database accepts. */
function poolerBefore(context: ChangeContext, name: string, options: DatabaseOptions): Change[] {
  const { connections, through, replicas } = options;
  const found = poolsOf(options, name, context);
  const nodes = 1 + (replicas?.count ?? 0);
  const pooler = `${name}-pooler`;
  if (found === null || through !== undefined || found.pools * found.each <= connections * nodes) return [];
  if (Object.hasOwn(context.model.parts, pooler)) return [];
  const servers = Math.min(connections * nodes, CONNECTIONS_A_CORE * coresOf(context, options) * nodes);
  const all = found.pools * found.each;
  return [
    {
      name: `${name}: a pooler of ${servers} connections in between`,
      treats: "connection storm",
      overlay: { parts: { [pooler]: newPooler(servers), [name]: { through: pooler } } },
      complexity: 2,
      why: "one more part on the way, which every query needs",
      cost: {},
      relieves: [],
      assumes: `${all} connections of pools are no burden for it, and it takes 0.2 ms`,
    },
  ];
}

function pool(context: ChangeContext, name: string, options: DatabaseOptions): Change[] {
  const { pool: now, contention, coherency, connect } = options;
  const setting = { complexity: 1, why: "a setting", cost: {} } as const;
  const of = (connections: number) =>
    ofPart(name, { pool: { connections, ...((now?.idle ?? 0) > connections ? { idle: connections } : {}) } });
  if (now === undefined) {
    const connections = Math.max(
      2,
      CONNECTIONS_A_CORE * coresOf(context, options) * (1 + (options.replicas?.count ?? 0)),
    );
    const isWanted = connect !== undefined || contention > 0 || coherency > 0 || Number.isFinite(options.connections);
    const first = { treats: "connection storm", overlay: of(connections), relieves: [] } as const;
    return isWanted ? [{ ...setting, ...first, name: `${name}: a pool of ${connections}` }] : [];
  }
  const relieves = [{ part: name, resource: "pool" }];
  const { connections, acquire, queue } = now;
  const half = Math.floor(connections / 2);
  const larger: Change = {
    ...setting,
    name: `${name}: a pool of ${connections * 2}`,
    treats: "pool too small",
    overlay: of(connections * 2),
    relieves,
  };
  const fitting = Math.max(2, CONNECTIONS_A_CORE * coresOf(context, options) * (1 + (options.replicas?.count ?? 0)));
  const smaller = [half, ...(fitting < half ? [fitting] : [])].map(
    (few): Change => ({
      ...setting,
      name: `${name}: a pool of ${few}`,
      treats: "oversized pool",
      overlay: of(few),
      relieves: [],
    }),
  );
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
    ...(slowsDown && half >= 1 ? smaller : []),
    ...(acquire === undefined && queue === Number.POSITIVE_INFINITY ? [impatient] : []),
  ];
}

function coresOf({ model }: ChangeContext, { cores, host }: DatabaseOptions): number {
  const shared = hostOf(model, host)?.cores;
  return cores ?? Math.ceil(shared ?? HOSTLESS_CORES);
}
