/** What a query locks, and the check of it. */
import { popularityOf } from "../../../components/data/popularity.js";
import { meanOf } from "../../../engine/random/moments.js";
import type { Resource } from "../../check/load-walk.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import { type Outline, queued, type Stage, unclear } from "../../outline/outline.js";
import type { DatabaseOptions, QueryOptions } from "./options.js";

/** The name of what a query locks: the data that it is about, or else the table that it reads or adds to. */
export const lockedBy = ({ of, rows, adds }: QueryOptions): string | undefined => of ?? rows?.table ?? adds?.table;

export const rowLocks = (name: string): string => `${name} row locks`;
export const tableLock = (name: string): string => `${name} table lock`;

/** Whether rows of it are locked by some and the whole by others, so that a row is locked in a table that is not. */
export const isLockedBothWays = ({ queries }: DatabaseOptions, name: string): boolean => {
  const ways = Object.values(queries).flatMap((query) => (lockedBy(query) === name ? [query.locks] : []));
  return ways.includes("row") && ways.includes("table");
};

export const mayLock = ({ queries }: DatabaseOptions): boolean =>
  Object.values(queries).some(({ locks }) => locks !== undefined);

/**
 * Walks what a query does while it holds its lock; in a transaction that goes on until the commit.
 *
 * @param beforeMs what the step has taken until then @returns the time of the walk [ms]
 */
export function whileLocked(
  sense: Sense,
  part: string,
  query: QueryOptions,
  beforeMs: number,
  walk: () => number,
): number {
  const lock = lockOf(sense, part, query);
  if (lock === null) return walk();
  if (!sense.isInTransaction(part)) return sense.holds(lock, walk);
  const isFurther = sense.holdsToCommit(part, lock, beforeMs);
  const mayEnd = [...(lock.boundedBy ?? []), ...(isFurther ? ["deadlock"] : [])];
  return mayEnd.length === 0
    ? walk()
    : sense.mayLose(
        mayEnd.map((word) => `${part} ${word}`),
        walk,
      );
}

function lockOf(sense: Sense, part: string, query: QueryOptions): Resource | null {
  const name = lockedBy(query);
  if (query.locks === undefined || name === undefined) return null;
  const boundedBy = query["lock-wait"] === undefined ? [] : ["lock-wait"];
  if (query.locks === "table") return { part, resource: tableLock(name), capacity: 1, boundedBy };
  const datum = sense.model.data[name];
  if (datum === undefined) return null;
  const share = popularityOf(datum.keys, datum.popularity).shareOf(0); // The load of the hottest row.
  return { part, resource: rowLocks(name), capacity: 1, boundedBy, share };
}

export function checkLocks(sense: Sense, path: Path, { queries, shards }: DatabaseOptions): void {
  for (const [name, query] of Object.entries(queries)) {
    const at = [...path, "queries", name];
    const { locks, of, on, "lock-wait": wait } = query;
    if (locks === "table" && shards !== undefined)
      sense.error([...at, "locks"], "the table has a lock on each shard", "lock a `row`, which is on one of them");
    if (locks === "row" && on !== undefined)
      sense.error([...at, "locks"], "the row is on one shard", "take out `on`, or `locks`");
    if (locks === "row" && of === undefined)
      sense.error([...at, "locks"], `it is not said which row "${name}" locks`, "say `of:` with the data it is about");
    if (locks === "table" && lockedBy(query) === undefined)
      sense.error(
        [...at, "locks"],
        `it is not said which table "${name}" locks`,
        "say `of:` with the data it is about, or the `rows` that it looks for, or the table to which it `adds`",
      );
    sayIdle(sense, at, [["lock-wait", locks === undefined && wait !== undefined, "it `locks` nothing"]]);
  }
}

/** Whether it may fail because it does not get its lock. */
export const mayGiveUp = ({ locks, "lock-wait": wait }: QueryOptions): boolean =>
  locks !== undefined && wait !== undefined && Number.isFinite(meanOf(wait));

/** For queueing theory: one lock for all is a queue of its own; which rows wait is not known, unless there is only one. */
export function lockedOutline(
  outline: Outline,
  part: string,
  options: DatabaseOptions,
  query: QueryOptions,
  body: readonly Stage[],
): readonly Stage[] {
  const name = lockedBy(query);
  if (query.locks === undefined || name === undefined) return body;
  const resource = query.locks === "table" ? tableLock(name) : rowLocks(name);
  const held = queued({ part, resource, servers: 1, patience: query["lock-wait"] ?? null }, body);
  if (outline.isInTransaction(part)) return [unclear("locks that a transaction holds until its commit", held)];
  const isOne = query.locks === "table" || outline.keysOf(name) === 1;
  return isOne && !isLockedBothWays(options, name) ? held : [unclear(`locks of ${name}`, held)];
}
