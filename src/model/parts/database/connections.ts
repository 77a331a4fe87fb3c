/** Limits on the connections of a database, and what happens at the limit. */
import type { Slots } from "../../language/kinds.js";
import { ORDERS } from "../shared/queue-order.js";
import { mayGiveUp } from "./lock-options.js";
import type { DatabaseOptions } from "./options.js";

/** Whether it may itself fail or refuse a query. */
export function mayFail({ connections, pool, queries }: DatabaseOptions): boolean {
  return (
    Number.isFinite(connections) ||
    (pool !== undefined && (Number.isFinite(pool.queue) || pool.acquire !== undefined)) ||
    Object.values(queries).some((query) => query.fails > 0 || mayGiveUp(query))
  );
}

/** The connections of its pool; those beyond what it accepts are refused. */
export const poolSlots = ({ pool, cores, host, shards }: DatabaseOptions): Slots | null =>
  pool === undefined
    ? null
    : {
        resource: "pool",
        each: pool.connections,
        instances: 1,
        heldBy: "requests",
        isEach: pool.per === "instance",
        isForWorkAlone: cores === undefined && host === undefined && shards === undefined,
        waitsForGood: pool.acquire === undefined && !Number.isFinite(pool.queue),
      };

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
