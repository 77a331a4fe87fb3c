/** The locks that a query of a running database takes. */
import type { Locks } from "../../../components/database/locks.js";
import type { Locking, Needed } from "../../../components/database/take-lock.js";
import type { Site } from "../../wiring/site.js";
import { isLockedBothWays, lockedBy, rowLocks, tableLock } from "./lock-options.js";
import type { DatabaseOptions, QueryOptions } from "./options.js";

interface Asked {
  readonly part: string;
  readonly queryName: string;
  readonly key?: string | undefined; // The name of another key of what it is about.
}

/** @returns null where it locks nothing */
export function lockingOf(
  site: Site,
  { part, queryName, key }: Asked,
  locks: Locks | null,
  query: QueryOptions,
): Locking | null {
  const { locks: way, "lock-wait": wait } = query;
  const name = lockedBy(query);
  if (locks === null || way === undefined || name === undefined) return null;
  const { data, timeline } = site.assembly;
  const patience = wait === undefined ? null : site.sampler(`lock:${part}.${queryName}`, wait);
  const table = (isShared: boolean): Needed => ({ group: locks.group(tableLock(name)), key: null, isShared });
  if (way === "table") return { locks, needed: [table(false)], patience };
  const row = { group: locks.group(rowLocks(name)), key: data.keyOf(name, key), isShared: false };
  const isBoth = timeline.course(part, (options: DatabaseOptions) => isLockedBothWays(options, name));
  return { locks, needed: isBoth.some(({ value }) => value) ? [table(true), row] : [row], patience };
}
