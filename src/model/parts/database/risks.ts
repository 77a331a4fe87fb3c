/** The risks of a database. */

import { meanOf } from "../../../engine/random/moments.js";
import { writeDuration } from "../../language/values/index.js";
import type { Hop } from "../../risks/hops.js";
import { endless, oneOfIt, type Risk, type Surroundings } from "../../risks/risk.js";
import type { DatabaseOptions } from "./options.js";
import { poolsOf } from "./units.js";

export function databaseRisks(around: Surroundings, name: string, options: DatabaseOptions): readonly Risk[] {
  const { pool, replicas } = options;
  const mayGrow = pool !== undefined && !Number.isFinite(pool.queue) && pool.acquire === undefined;
  return [
    ...oversizedPool(around, name, options),
    ...(mayGrow ? endless(around, name, "pool", "the queue for a connection", "pool") : []),
    ...staleRead(around, name, options),
    ...growingScan(name, options),
    ...((replicas?.count ?? 0) === 0 ? oneOfIt(around, name, "has one node") : []),
  ];
}

/** Pools that may ask for more connections than the database accepts: those beyond are refused under load. */
function oversizedPool(around: Surroundings, name: string, options: DatabaseOptions): readonly Risk[] {
  const { connections, replicas } = options;
  const found = poolsOf(options, name, around);
  if (found === null) return [];
  const { pools, each } = found;
  const accepted = connections * (1 + (replicas?.count ?? 0));
  if (pools * each <= accepted) return [];
  const how = pools === 1 ? "" : ` (${pools} × ${each})`;
  return [
    {
      rule: "oversized-pool",
      subject: name,
      message: `its pools hold up to ${pools * each} connections${how}, and all its nodes together accept ${accepted}`,
      path: ["parts", name, "pool", "connections"],
    },
  ];
}

/** A query that reads a whole table that grows: it takes longer every day, though nothing is changed. */
function growingScan(name: string, { tables, queries }: DatabaseOptions): readonly Risk[] {
  const grows = (table: string): boolean =>
    tables[table].grows > 0 || Object.values(queries).some(({ adds }) => adds?.table === table);
  return Object.entries(queries).flatMap(([query, { rows, index }]) =>
    rows === undefined || index || !grows(rows.table)
      ? []
      : [
          {
            rule: "growing-scan",
            subject: `${name}.${query}`,
            message: `reads all rows of ${rows.table}, which grows: with twice as many it takes twice as long; with an index it would not`,
            path: ["parts", name, "queries", query],
          },
        ],
  );
}

/** Reads from a replica that lags behind the writes: in one request, or between one request and the next. */
function staleRead({ hops }: Surroundings, name: string, database: DatabaseOptions): readonly Risk[] {
  const { replicas } = database;
  if (replicas === undefined || replicas.count === 0) return [];
  const lagMs = meanOf(replicas.lag);
  const queries = hops.filter(({ part }) => part === name);
  const isWrite = ({ effect }: Hop): boolean => effect === "writes";
  const isStale = (hop: Hop): boolean => !isWrite(hop) && readsReplica(database, hop.target.split(".")[1]);
  if (!(lagMs > 0) || !queries.some(isWrite) || !queries.some(isStale)) return [];
  const written = new Set<Hop>(); // Requests, by their outermost hop; hops stand in the order in which they happen.
  const own = queries.filter((hop) => {
    const [request] = hop.within;
    if (request !== undefined && isWrite(hop)) written.add(request);
    return request !== undefined && isStale(hop) && written.has(request);
  });
  const lag = writeDuration(Number(lagMs.toPrecision(3)));
  const inRequest = own.map(
    (read): Risk => ({
      rule: "stale-read",
      subject: `${read.from} → ${read.target}`,
      message: `reads from a replica after a write in the same request: the replica is ${lag} behind in the mean, and a read that comes sooner misses the write (\`staleReads\` is the share of those)`,
      path: read.path,
    }),
  );
  const between = {
    rule: "stale-read",
    subject: name,
    message: `its replicas lag by ${lag} in the mean: a request may miss what an earlier one wrote (\`readsBehind\` is the most that can be stale)`,
    path: ["parts", name, "replicas"],
  };
  return [...inRequest, between];
}

const readsReplica = ({ replicas }: DatabaseOptions, query: string): boolean =>
  replicas?.reads === "all" || replicas?.reads.includes(query) === true;
