/** The nodes of a database as they are built: their cores, their outages, and which are slow at times. */
import type { Failover } from "../../../components/database/failover.js";
import type { NodesOptions } from "../../../components/database/nodes.js";
import { replicasOf, type Slow } from "../../timeline/slow.js";
import type { Assembly } from "../../wiring/assembly.js";
import { breakdownsOfHost } from "../host/host.js";
import { plannedBreakdowns } from "../shared/breakdowns.js";
import { buildCores, sharedBy } from "../shared/cores.js";
import { ORDERS, queueOf } from "../shared/queue-order.js";
import { linksOf } from "./network.js";
import { countsOpen, type DatabaseOptions } from "./options.js";

/** Nodes of one kind: primaries or replicas. @param resource "cores" or "replica cores" */
export function nodesOf(
  assembly: Assembly,
  name: string,
  resource: string,
  count: number,
  options: DatabaseOptions,
  failover: Failover | null = null,
): NodesOptions {
  const { scheduling } = options;
  const isShared = scheduling === "processor-sharing" || options.cores === undefined;
  const cores = isShared ? buildCores(assembly, options, count, resource) : { ranks: [], meter: null };
  const areReplicas = resource !== "cores";
  const each = options.replicas?.count ?? 1;
  const nth = (node: number): number => (areReplicas ? node % each : node); // Of its shard.
  return {
    resource,
    count,
    connectionsMax: countsOpen(options) ? Number.POSITIVE_INFINITY : options.connections,
    serversEach: isShared ? null : (options.cores as number),
    newQueue: queueOf(assembly, `${name} ${resource}`, scheduling === "processor-sharing" ? ORDERS[0] : scheduling),
    processors: sharedBy(cores),
    coresMeter: cores.meter,
    links: linksOf(assembly, resource, count, options),
    breakdowns:
      breakdownsOfHost(assembly, options.host) ??
      plannedBreakdowns(assembly, name, count, cores.ranks, {
        concerns: ({ replicas }) => areReplicas === (replicas !== undefined),
        nth,
        shortened: (outage) => failover?.shortened(outage) ?? outage,
      }),
    paces: areReplicas ? pacesOf(assembly, name, count, nth) : null,
  };
}

/** How many times as long work takes on each replica; null where none is ever slower than the others. */
function pacesOf(
  { timeline }: Assembly,
  name: string,
  count: number,
  nth: (node: number) => number,
): Float64Array | null {
  const about = replicasOf(name);
  if (timeline.entries("slow", about).length === 0) return null;
  const paces = new Float64Array(count).fill(1);
  timeline.during<Slow>("slow", about, ({ by, replicas = count }) => {
    const set = (pace: number): void => {
      for (let i = 0; i < count; i++) if (nth(i) < replicas) paces[i] = pace;
    };
    return { begin: () => set(by), end: () => set(1) };
  });
  return paces;
}
