/** Limits on the connections of a database, and what happens at the limit. */
import type { Slots } from "../../language/kinds.js";
import type { Model } from "../../language/model.js";
import type { PoolerOptions } from "../pooler/options.js";
import { ORDERS } from "../shared/queue-order.js";
import { mayGiveUp } from "./lock-options.js";
import type { DatabaseOptions } from "./options.js";

/** Whether it may itself fail or refuse a query. */
export function mayFail({ connections, pool, queries, through }: DatabaseOptions): boolean {
  return (
    Number.isFinite(connections) ||
    through !== undefined ||
    (pool !== undefined && (Number.isFinite(pool.queue) || pool.acquire !== undefined)) ||
    Object.values(queries).some((query) => query.fails > 0 || mayGiveUp(query))
  );
}

/** The connections of its pool; those beyond what it accepts are refused. */
export function poolSlots(options: DatabaseOptions, model: Model): Slots | null {
  const { pool, cores, host, shards } = options;
  if (pool === undefined) return null;
  return {
    resource: "pool",
    each: pool.connections,
    instances: 1,
    heldBy: "requests",
    isEach: pool.per === "instance",
    kept: keptOf(options, model),
    isForWorkAlone: cores === undefined && host === undefined && shards === undefined,
    waitsForGood: pool.acquire === undefined && !Number.isFinite(pool.queue),
  };
}

/** The connections that each pool keeps open, of those that are accepted. */
function keptOf({ pool, through, connections, replicas, shards }: DatabaseOptions, model: Model): Slots["kept"] {
  if (pool === undefined || (pool.idle === undefined && through === undefined)) return undefined;
  const each = pool.idle ?? pool.connections;
  if (through !== undefined)
    return { each, by: through, accepted: (model.parts[through] as unknown as PoolerOptions).clients };
  return { each, accepted: connections * (1 + (replicas?.count ?? 0)) * (shards?.count ?? 1) };
}

/** The options with a pool as large as the limit on connections, so that requests wait instead of being refused. */
export function refusedInQueue(limited: DatabaseOptions): DatabaseOptions {
  const options = { ...limited, queries: waitingForLocks(limited.queries) };
  const { connections, connect, pool, replicas, shards } = options;
  if (pool !== undefined || connections === Number.POSITIVE_INFINITY) return options;
  if (connect !== undefined) return options; // A pool would set them up before.
  const nodes = (1 + (replicas?.count ?? 0)) * (shards?.count ?? 1);
  const all = {
    connections: connections * nodes,
    per: "all",
    queue: Number.POSITIVE_INFINITY,
    order: ORDERS[0],
  } as const;
  return { ...options, connections: Number.POSITIVE_INFINITY, pool: all };
}

const waitingForLocks = (queries: DatabaseOptions["queries"]): DatabaseOptions["queries"] =>
  Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, { ...query, "lock-wait": undefined }]));
