/** The load of an outbox, and what is wrong with one. */
import { meanOf } from "../../../engine/random/moments.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import { takerNamed } from "../../check/taker.js";
import { type DatabaseOptions, databaseIn, goesToReplica } from "../database/options.js";
import { query } from "../database/query.js";
import { checkPlannedOutages } from "../shared/breakdowns.js";
import type { OutboxOptions } from "./options.js";

/** @returns how long its publisher takes to add a row [ms] */
export function walkWrite(sense: Sense, { in: database, writes }: OutboxOptions): number {
  if (sense.isInTransaction(database)) return writes === undefined ? 0 : asks(sense, database, writes);
  sense.error(
    sense.path,
    `an outbox is written in a transaction of "${database}", and here is none`,
    `put what it tells of and this into the \`steps\` of one \`transaction: ${database}\``,
  );
  return 0;
}

/** What becomes of a message. */
export function walkRelay(sense: Sense, name: string, options: OutboxOptions): void {
  const path = ["parts", name, "to"];
  const perRowMs = rowMs(options);
  sense.aside(path, () =>
    sense.into(null, name, path, () => {
      sense.as(name, () => sense.holds({ part: name, resource: "relay", capacity: 1 }, () => perRowMs));
      const taker = takerNamed(sense, options.to, path);
      taker?.takes.check(sense, options.to, taker.options as never);
      return 0;
    }),
  );
}

/** What one more row takes of the relay, when batches are full [ms]. */
function rowMs({ poll, most, time }: OutboxOptions): number {
  const eachMs = time === undefined ? 0 : meanOf(time);
  return poll === undefined ? eachMs : (Math.max(1, Math.ceil((eachMs * most) / poll)) * poll) / most;
}

const asks = (sense: Sense, database: string, name: string): number =>
  query.check(sense, { query: `${database}.${name}` } as never);

export function checkOutbox(sense: Sense, name: string, options: OutboxOptions): void {
  const { in: database, poll, stream, most, reads, marks } = options;
  const path = ["parts", name];
  checkPlannedOutages(sense, name, {});
  sense.capacity(name, "relay", 1);
  if (poll === undefined && stream === undefined)
    sense.error(
      path,
      "how its relay finds rows is not said",
      "give `poll: 200ms`, or `stream: 20ms` to follow the log",
    );
  if (poll !== undefined && stream !== undefined)
    sense.error([...path, "stream"], "it polls already", "take out `poll` or `stream`");
  sayIdle(sense, path, [
    ["most", stream !== undefined && most !== 100, "a stream takes row after row", "stream"],
    ["reads", stream !== undefined && reads !== undefined, "a stream reads the log, not the table", "stream"],
    ["marks", stream !== undefined && marks !== undefined, "a stream knows how far it is", "stream"],
  ]);
  if (!sense.wasReached(name))
    sense.unused([...path, "to"], () => {
      walkRelay(sense, name, options);
      return 0;
    });
  const stored = databaseIn(sense, database, [...path, "in"]);
  if (stored === null || !checkQueries(sense, path, options, stored) || poll === undefined) return;
  const { visitsPerMs } = sense.loads.declare(name, "relay", 1);
  const walk = (): number => {
    sense.lasts(poll, `${name} polls every`);
    return reads === undefined ? 0 : asks(sense, database, reads);
  };
  const found = 1 - Math.exp(-visitsPerMs * poll); // Of the polls, if rows come as Poisson ones do.
  const polls = [`${name} poll`];
  sense.enter(1 / poll, path, () => sense.as(name, walk), polls, false);
  if (marks !== undefined) sense.enter(found / poll, path, () => asks(sense, database, marks), polls);
}

/** @returns whether it may go on with them */
function checkQueries(
  sense: Sense,
  path: Path,
  { in: database, writes, reads, marks }: OutboxOptions,
  stored: DatabaseOptions,
): boolean {
  if (stored.shards !== undefined)
    sense.error([...path, "in"], `"${database}" has shards, and a transaction is on one primary`);
  const known = Object.keys(stored.queries);
  const named = { writes, reads, marks };
  return (["writes", "reads", "marks"] as const).every((key) => {
    const one = named[key];
    if (one === undefined) return true;
    if (!sense.oneOf(one, known, [...path, key], `"${database}" has no query "${one}"`)) return false;
    const isWrite = stored.queries[one]!.write;
    if (key === "reads" && goesToReplica(stored, one))
      sense.error([...path, key], `"${one}" goes to a replica, which may lack the rows`, "name the others in `reads`");
    if (key !== "reads" && !isWrite)
      sense.error([...path, key], `"${one}" only reads`, "say `write: true` of the query");
    return true;
  });
}
