/**
 * What a request's time is made of: work on the cores of the nodes, work in the database, and waiting for what the model
 * does not have. Only the sum was measured, so the shares are a guess: 40 % each of work, unless that would keep cores
 * or connections busier than they can have been.
 */

import type { Endpoint, Settled } from "./settled.js";
import { HIT, REPLICAS, SHARDS } from "./shapes.js";

/** Of an endpoint, without any wait in a queue. */
export interface Times {
  readonly meanMs: number;
  readonly sigma: number; // Of the logarithm of each part of it.
}

export interface Shares {
  readonly cpu: number;
  readonly query: number;
  readonly delay: number;
  readonly limits: readonly Limit[]; // Of those parts that are less than the guess, why.
}

export interface Limit {
  readonly what: "cores" | "db" | "pool";
  readonly needed: number; // Cores or connections, if the guess held.
  readonly has: number;
}

export const GUESS = 0.4; // Of the time of a request; what is left is waiting for other things.
const MOST_CPU = 0.95; // The rest is a query at least.
/** The busiest that each is taken to be at the peak, where nothing says how busy it is. */
export const BUSY = { cores: 0.6, db: 0.5, pool: 0.7 } as const;

/** @param meanMs of all requests, without waiting in a queue */
export function sharesOf(settled: Settled, meanMs: number): Shares {
  const { nodes, cores, busy, assumed, peak } = settled;
  const inService = (peak * meanMs) / 1000; // By Little's law.
  const shared = settled.has["one-machine"];
  const asked = asksOfDatabase(settled);
  const limits: Limit[] = [];
  const upTo = (what: Limit["what"], has: number, each: number): number => {
    const most = (BUSY[what] * has) / (inService * each);
    if (most < GUESS) limits.push({ what, needed: GUESS * inService * each, has });
    return most;
  };
  const isTold = !assumed.has("busy");
  const told = Math.min(MOST_CPU, (busy * nodes * cores) / inService);
  if (shared) {
    const cpu = isTold ? told / (1 + asked) : Math.min(GUESS, upTo("cores", cores, 1 + asked));
    return withRest(cpu, cpu, limits);
  }
  const cpu = isTold ? told : Math.min(GUESS, upTo("cores", nodes * cores, 1));
  const query = Math.min(
    GUESS,
    1 - cpu,
    upTo("db", databaseCores(settled), asked),
    settled.has.pool || settled.has.pooler ? upTo("pool", settled.pool * nodes, asked) : 1,
  );
  return withRest(cpu, query, limits);
}

function withRest(cpu: number, query: number, limits: readonly Limit[]): Shares {
  const rest = 1 - cpu - query;
  return { cpu, query, delay: rest < 0.01 ? 0 : rest, limits };
}

/** Queries of a request, on average: a cache answers some. */
export function asksOfDatabase({ endpoints, has }: Settled): number {
  const writes = writeShare(endpoints);
  const asked = has.cache ? writes + (1 - writes) * (1 - HIT) : 1;
  return asked + (has.queue ? writes : 0); // A job is a query more.
}

export const writeShare = (endpoints: readonly Endpoint[]): number =>
  endpoints.reduce((sum, { share, isWrite }) => sum + (isWrite ? share : 0), 0);

/** At which its busiest node works no more than it has. */
function databaseCores({ dbCores, endpoints, has }: Settled): number {
  const shards = has.sharded ? SHARDS : 1;
  const writes = writeShare(endpoints);
  const nodes = has.replicas ? Math.min(1 / Math.max(writes, 1e-9), REPLICAS / Math.max(1 - writes, 1e-9)) : 1;
  return dbCores * shards * Math.min(nodes, REPLICAS + 1);
}
