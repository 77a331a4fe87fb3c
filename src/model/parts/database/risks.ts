/** The risks of a database. */

import { meanOf } from "../../../engine/random/moments.js";
import { writeDuration } from "../../language/values/index.js";
import type { Hop } from "../../risks/hops.js";
import { endless, oneOfIt, type Risk, type Surroundings } from "../../risks/risk.js";
import type { Path } from "../../source/diagnostics.js";
import type { PoolerOptions } from "../pooler/options.js";
import { lockedBy, rowLocks } from "./lock-options.js";
import type { DatabaseOptions } from "./options.js";
import { hotKey } from "./shards-changes.js";
import { poolsOf } from "./units.js";

export function databaseRisks(around: Surroundings, name: string, options: DatabaseOptions): readonly Risk[] {
  const { pool, replicas } = options;
  const mayGrow = pool !== undefined && !Number.isFinite(pool.queue) && pool.acquire === undefined;
  return [
    ...oversizedPool(around, name, options),
    ...(mayGrow ? endless(around, name, "pool", "the queue for a connection", "pool") : []),
    ...lockedNames(options).flatMap((locked) =>
      endless(around, name, rowLocks(locked), `the queue for a row of ${locked}`, "queries"),
    ),
    ...staleRead(around, name, options),
    ...growingScan(name, options),
    ...hotKey(around, name, options),
    ...((replicas?.count ?? 0) === 0 ? oneOfIt(around, name, "has one node") : []),
  ];
}

/** Pools that may ask for more connections than are accepted: those beyond are refused under load. */
function oversizedPool(around: Surroundings, name: string, options: DatabaseOptions): readonly Risk[] {
  const { connections, replicas, shards, through } = options;
  const found = poolsOf(options, name, around);
  const accepted = connections * (1 + (replicas?.count ?? 0)) * (shards?.count ?? 1);
  const oversized = (subject: string, holds: string, accepts: string, path: Path): Risk => ({
    rule: "oversized-pool",
    subject,
    message: `${holds}, and ${accepts}`,
    path,
  });
  const all = found === null ? 0 : found.pools * found.each;
  const how = found === null || found.pools === 1 ? "" : ` (${found.pools} × ${found.each})`;
  const pools = `its pools hold up to ${all} connections${how}`;
  const path = ["parts", name, "pool", "connections"];
  const nodes = `all its nodes together accept ${accepted}`;
  if (through === undefined) return all <= accepted ? [] : [oversized(name, pools, nodes, path)];
  const { connections: servers, clients, mode } = around.model.parts[through] as unknown as PoolerOptions;
  const opens = `opens up to ${servers} connections to ${name}`;
  const unserved = `${through} gives each that has asked one of its ${servers} for as long as it is open: those beyond are not served`;
  return [
    ...(servers <= accepted ? [] : [oversized(through, opens, nodes, ["parts", through, "connections"])]),
    ...(all <= clients ? [] : [oversized(name, pools, `${through} accepts ${clients}`, path)]),
    ...(mode === "session" && all > servers ? [oversized(name, pools, unserved, path)] : []),
  ];
}

/** The data of which queries lock rows. */
const lockedNames = ({ queries }: DatabaseOptions): string[] => [
  ...new Set(Object.values(queries).flatMap((query) => (query.locks === "row" ? (lockedBy(query) ?? []) : []))),
];

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
  const queryOf = ({ target }: Hop): string => target.split(".")[1];
  const ofSame = (write: Hop, read: Hop): boolean => {
    const [written, asked] = [write, read].map((hop) => database.queries[queryOf(hop)]?.of);
    return written === undefined || asked === undefined || written === asked;
  };
  const writes = queries.filter(isWrite);
  const isStale = (hop: Hop): boolean =>
    !isWrite(hop) && readsReplica(database, queryOf(hop)) && writes.some((write) => ofSame(write, hop));
  if (!(lagMs > 0) || replicas["waits-for"] >= replicas.count || !queries.some(isStale)) return [];
  const before: Hop[] = []; // Hops stand in the order in which they happen.
  const own = queries.filter((hop) => {
    const [request] = hop.within; // The outermost hop.
    if (isWrite(hop)) before.push(hop);
    if (request === undefined || replicas["own-writes"] !== undefined || !isStale(hop)) return false;
    return before.some((write) => write.within[0] === request && ofSame(write, hop));
  });
  const lag = writeDuration(Number(lagMs.toPrecision(3)));
  const inRequest = own.map(
    (read): Risk => ({
      rule: "stale-read",
      subject: `${read.from} → ${read.target}`,
      message: `reads from a replica after a write in the same request: the replica is ${lag} behind in the mean, and a read that comes sooner misses the write (the figure \`stale reads\` counts them; \`own-writes\` reads at the primary for a time)`,
      path: read.path,
    }),
  );
  const between = {
    rule: "stale-read",
    subject: name,
    message: `its replicas lag by ${lag} in the mean: a request may miss what an earlier one wrote (the figure \`stale reads\` counts those that miss what their query is \`of\`)`,
    path: ["parts", name, "replicas"],
  };
  return [...inRequest, between];
}

const readsReplica = ({ replicas }: DatabaseOptions, query: string): boolean =>
  replicas?.reads === "all" || replicas?.reads.includes(query) === true;
