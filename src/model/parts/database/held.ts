/** What is held on the way to a database, in a walk for its load: connections of a pool, of a pooler, and its own. */
import type { Sense } from "../../check/sense.js";
import { whileUp } from "../host/placed.js";
import type { Bytes } from "../network-link/options.js";
import { linkAt, onWay } from "../network-link/sense.js";
import { poolerIn } from "../pooler/options.js";
import { nearPiece } from "./network.js";
import { countsOpen, type DatabaseOptions } from "./options.js";
import { type Asked, spreadOf, widthOf } from "./shards.js";

interface AskedOver extends AskedNodes {
  readonly bytes: Bytes | null; // Over the links to it; null: nothing goes there.
}

/** Walks the way there and back around a walk. */
export const overNetwork = (
  sense: Sense,
  part: string,
  options: DatabaseOptions,
  bytes: Bytes | null,
  walk: () => number,
): number => (bytes === null ? walk() : onWay(sense, linkAt(sense, part), nearPiece(part, options), bytes, walk));

interface AskedNodes {
  readonly onReplica: boolean;
  readonly asked: Asked;
}

/** Walks what is done on a connection to each node that is asked. @returns the mean time without waiting [ms] */
export function onConnection(
  sense: Sense,
  part: string,
  options: DatabaseOptions,
  nodes: AskedOver,
  walk: () => number,
): number {
  const onNode = (): number =>
    overNetwork(sense, part, options, nodes.bytes, () => ofNodes(sense, part, options, nodes, walk));
  const { through } = options;
  const inside = through === undefined ? onNode : () => ofPooler(sense, part, through, options, onNode);
  return ofPool(sense, part, options, inside);
}

interface Bounds {
  readonly queue: number;
  readonly acquire?: unknown;
}

const boundsOf = ({ queue, acquire }: Bounds, of: string): string[] => [
  ...(queue < Number.POSITIVE_INFINITY ? [`${of} queue`] : []),
  ...(acquire === undefined ? [] : [`${of} acquire`]),
];

function ofPool(sense: Sense, part: string, { pool }: DatabaseOptions, walk: () => number): number {
  if (pool === undefined) return walk();
  const caller = pool.per === "instance" ? sense.machine : null;
  const resource = caller === null ? "pool" : `pool of ${caller.part}`;
  const capacity = pool.connections * (caller?.instances ?? 1);
  return sense.holds({ part, resource, capacity, boundedBy: boundsOf(pool, "pool") }, walk);
}

/** A session holds a server connection beyond the query, so its load is not known. */
function ofPooler(sense: Sense, part: string, through: string, { pool }: DatabaseOptions, walk: () => number): number {
  const options = poolerIn(sense, through, ["parts", part, "through"]);
  if (options === null) return walk();
  const { mode, clients, connections, connect, time } = options;
  const boundedBy = boundsOf(options, "").map((word) => word.trim());
  const passed = (): number => (time === undefined ? 0 : sense.takes(time));
  const server = { part: through, resource: "server connections", capacity: connections, boundedBy };
  const served = (): number =>
    mode === "session" && pool !== undefined
      ? sense.mayLose(
          boundedBy.map((word) => `${through} ${word}`),
          walk,
        )
      : sense.holds(server, walk);
  if (pool !== undefined) return passed() + served();
  const client = { part: through, resource: "client connections", capacity: clients, boundedBy: ["clients"] };
  return sense.holds(client, () => (connect === undefined ? 0 : sense.takes(connect)) + passed() + served());
}

/** The same on a connection that was there before, past all pools. */
export function ofNodes(
  sense: Sense,
  part: string,
  options: DatabaseOptions,
  { onReplica, asked }: AskedNodes,
  walk: () => number,
): number {
  const { connections, connect, pool, replicas, shards, through } = options;
  const isOpened = countsOpen(options);
  const mayBeRefused = through !== undefined || !(pool?.per === "all" && pool.connections <= connections);
  const copies = replicas?.count ?? 0;
  const nodes = isOpened ? 1 + copies : onReplica ? Math.max(copies, 1) : 1;
  const held = {
    part,
    resource: onReplica && !isOpened ? "replica connections" : "connections",
    capacity: connections * nodes * (shards?.count ?? 1),
    boundedBy: mayBeRefused ? ["connections"] : [],
    spread: isOpened ? null : spreadOf(sense, shards, asked),
  };
  const setsUp = connect !== undefined && pool === undefined && through === undefined;
  const run = (): number => sense.holds(held, () => (setsUp ? sense.takes(connect) : 0) + walk());
  const onOne = onReplica ? run : whileUp(sense, part, { host: options.host }, run);
  const width = shards === undefined ? 1 : widthOf(shards, asked);
  return width === 1 ? onOne() : Math.max(...sense.together(width, true, [[width, onOne]]));
}
