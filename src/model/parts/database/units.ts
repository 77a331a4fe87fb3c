/** What a database costs: itself, its replicas, their cores, and the connections that its pools hold. */
import type { Surroundings } from "../../risks/risk.js";
import { gigabytes, MEMORY } from "../shared/memory.js";
import type { DatabaseOptions } from "./options.js";

export interface Pools {
  readonly pools: number;
  readonly each: number; // Connections.
}

/** One pool for all, or one for each instance of each caller; null without a pool. */
export function poolsOf({ pool }: DatabaseOptions, name: string, { hops, instancesOf }: Surroundings): Pools | null {
  if (pool === undefined) return null;
  if (pool.per === "all") return { pools: 1, each: pool.connections };
  const asking = hops.filter(({ part }) => part === name);
  const callers = [...new Set(asking.map(({ from }) => from.split(".")[0]))];
  return { pools: callers.reduce((sum, caller) => sum + instancesOf(caller), 0), each: pool.connections };
}

const shardsIn = ({ shards }: DatabaseOptions): number => shards?.count ?? 1;
const replicasIn = (options: DatabaseOptions): number => (options.replicas?.count ?? 0) * shardsIn(options);

export const databaseUnits = {
  cores: (options: DatabaseOptions): number => {
    const { cores = 0, replicas } = options;
    return cores * shardsIn(options) + replicasIn(options) * (replicas?.cores ?? cores);
  },
  [MEMORY]: (options: DatabaseOptions): number => gigabytes(options.memory, shardsIn(options) + replicasIn(options)),
  databases: shardsIn,
  "read replicas": replicasIn,
  "pooled connections": (options: DatabaseOptions, name: string, around: Surroundings): number => {
    const { pools, each } = poolsOf(options, name, around) ?? { pools: 0, each: 0 };
    return pools * each;
  },
};
