/** How many connections the pools of a database may hold: one pool for all, or one for each instance of each caller. */
import type { Model } from "../../language/model.js";
import type { Hop } from "../../risks/hops.js";
import type { DatabaseOptions } from "./options.js";

export interface Pools {
  readonly pools: number;
  readonly each: number; // Connections.
}

/** Null without a pool. */
export function poolsOf(model: Model, hops: readonly Hop[], name: string): Pools | null {
  const { pool } = model.parts[name] as unknown as DatabaseOptions;
  if (pool === undefined) return null;
  if (pool.per === "all") return { pools: 1, each: pool.connections };
  const asking = hops.filter(({ part }) => part === name);
  const callers = [...new Set(asking.map(({ from }) => from.split(".")[0]))];
  const instances = callers.map(
    (caller) => (model.parts[caller] as { instances?: number } | undefined)?.instances ?? 1,
  );
  return { pools: instances.reduce((sum, count) => sum + count, 0), each: pool.connections };
}
