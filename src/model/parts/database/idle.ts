/** Options of a database that have no effect because of others. */
import { meanOf } from "../../../engine/random/moments.js";
import type { Idle } from "../../check/no-effect.js";
import { ORDERS } from "../shared/queue-order.js";
import { countsOpen, type DatabaseOptions, goesToReplica } from "./options.js";

export function idleInDatabase(options: DatabaseOptions): Idle[] {
  const { connect, pool, scheduling, contention, coherency } = options;
  const oneEach = "where each core serves one query, queries do not slow each other down";
  const isShared = scheduling === "processor-sharing";
  return [
    [
      "connect",
      connect !== undefined && pool !== undefined && !countsOpen(options),
      "the connections of a `pool` are set up before",
      "pool",
    ],
    ["contention", contention > 0 && !isShared, oneEach, "scheduling"],
    ["coherency", coherency > 0 && !isShared, oneEach, "scheduling"],
  ];
}

export function idleInPool({ queue, order, acquire }: NonNullable<DatabaseOptions["pool"]>): Idle[] {
  const full = "with `queue: 0`, no request waits";
  return [
    ["acquire", queue === 0 && acquire !== undefined, full, "queue"],
    ["order", queue === 0 && order !== ORDERS[0], full, "queue"],
  ];
}

export function idleInReplicas(
  options: DatabaseOptions,
  { count, cores, lag, replay, reads, promote, ...replicas }: NonNullable<DatabaseOptions["replicas"]>,
): Idle[] {
  const { "own-writes": ownWrites, "waits-for": waitsFor } = replicas;
  const none = "there is no replica";
  const names = Object.keys(options.queries);
  const nothingWritten = !names.some((name) => options.queries[name].write);
  const idle = count > 0 && replay === 0 && !names.some((name) => goesToReplica(options, name));
  return [
    ["cores", count === 0 && cores !== undefined, none, "count"],
    ["lag", count === 0 && meanOf(lag) > 0, none, "count"],
    ["replay", count === 0 && replay > 0, none, "count"],
    ["reads", count === 0 && reads !== "all", none, "count"],
    ["promote", count === 0 && promote !== undefined, none, "count"],
    ["own-writes", count === 0 && ownWrites !== undefined, none, "count"],
    ["waits-for", count === 0 && waitsFor > 0, none, "count"],
    ["own-writes", count > 0 && nothingWritten && ownWrites !== undefined, "no query writes"],
    ["waits-for", count > 0 && nothingWritten && waitsFor > 0, "no query writes"],
    ["lag", count > 0 && nothingWritten && meanOf(lag) > 0, "no query writes"],
    ["replay", count > 0 && nothingWritten && replay > 0, "no query writes"],
    ["cores", idle && cores !== undefined, "no query goes to the replicas", "reads"],
  ];
}
