/** The risks of a database. */
import type { Surroundings } from "../../check/surroundings.js";
import type { Risk } from "../../risks/risk.js";
import { oneOfIt } from "../../risks/single-point.js";
import { endless } from "../../risks/unbounded-queue.js";
import type { DatabaseOptions } from "./options.js";
import { oversizedPool } from "./oversized-pool.js";
import { staleRead } from "./stale-read.js";

export function databaseRisks(around: Surroundings, name: string, options: DatabaseOptions): readonly Risk[] {
  const { pool, replicas } = options;
  const mayGrow = pool !== undefined && !Number.isFinite(pool.queue) && pool.acquire === undefined;
  return [
    ...oversizedPool(around, name, options),
    ...(mayGrow ? endless(around, name, "pool", "the queue for a connection", "pool") : []),
    ...staleRead(around, name, options),
    ...((replicas?.count ?? 0) === 0 ? oneOfIt(around, name, "has one node") : []),
  ];
}
