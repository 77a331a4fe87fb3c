/** The step that queries a database, and its checks. */

import { z } from "zod";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense, Spread } from "../../check/sense.js";
import { insideFallback, stepKind } from "../../language/kinds.js";
import { withOtherWords } from "../../language/other-words.js";
import { dotted } from "../../language/policies.js";
import { scaled } from "../../language/values/scaled.js";
import { POLICY_EFFECTS, type Policies, policies } from "../../policies/catalogue.js";
import { checkPolicies } from "../../policies/check-policies.js";
import { withPolicies } from "../../policies/with-policies.js";
import { QUERY_NAME_WORDS } from "../../traffic/other-words.js";
import type { Site } from "../../wiring/site.js";
import { whileUp } from "../host/placed.js";
import { poolerIn } from "../pooler/options.js";
import { checkKept } from "../shared/kept-open.js";
import { mostCores } from "../shared/work-capacity.js";
import { ofNodes, onConnection, overNetwork } from "./held.js";
import { idleInDatabase, idleInPool, idleInReplicas } from "./idle.js";
import { checkLocks, whileLocked } from "./lock-options.js";
import { idleBytes, idleInNetwork, walkParsed, walkSent } from "./network.js";
import { type DatabaseOptions, goesToReplica, type QueryOptions, queryOf } from "./options.js";
import { queryOutline } from "./outline.js";
import { checkRows, rowsMs } from "./rows.js";
import { perShard, spreadOf } from "./shards.js";
import { checkShards, idleInAsked, idleInShards } from "./shards-sense.js";
import { checkViews } from "./view-options.js";

interface Query extends Policies {
  readonly query: string;
  readonly key?: string | undefined;
}

export const query = stepKind<Query>({
  verb: "query",
  alsoCalled: "sql db select database statement",
  summary: "asks a database, `part.query`, and waits for the answer",
  examples: "- { query: db.product, key: product }",
  schema: (language) =>
    z.strictObject({
      query: withOtherWords(dotted("part.query"), QUERY_NAME_WORDS).describe("The query of a database: `part.query`"),
      key: z
        .string()
        .optional()
        .describe(
          "A name for another key of the same data: steps of a request that give the same name ask for the same key",
        ),
      ...policies(language),
    }),
  effects: { query: "known", key: "known", ...POLICY_EFFECTS },
  inside: insideFallback,
  visits: (step, { parts }) => ({
    target: step.query,
    as: "query",
    policies: step,
    waits: true,
    mayHang: true,
    mayFail: true,
    effect: queryOf(parts, step.query).write ? "writes" : "reads",
  }),
  write(site, step) {
    const [part, queryName] = step.query.split(".");
    withPolicies(site, step, part, step.query, (inner) => {
      const built = inner.assembly.part(part) as unknown as {
        write(site: Site, query: string, key: string | undefined): void;
      };
      built.write(inner, queryName, step.key);
    });
  },
  check: (sense, step) =>
    checkPolicies(sense, step, step.query, () => checkQuery(sense, step, [...sense.path, "query"])),
  outline: (outline, step) => outline.under(step, step.query, queryOutline(outline, step.query)),
});

/** @returns the mean time of a query without waiting [ms] */
function checkQuery(sense: Sense, { query: target, key }: Query, path: Path): number {
  const [part, queryName] = target.split(".");
  const options = sense.part<DatabaseOptions>(part, "database", path, target);
  if (options === null) return 0;
  const message = `"${part}" has no query "${queryName}"`;
  if (!sense.oneOf(queryName, Object.keys(options.queries), path, message, `${part}.`)) return 0;
  const said = options.queries[queryName];
  const query = { ...said, time: sense.asRecorded(`query:${target}`, said.time) };
  sayIdle(sense, sense.path, [["key", key !== undefined && query.of === undefined, `\`${target}\` is \`of\` nothing`]]);
  const isHeld = sense.isInTransaction(part);
  const onReplica = !isHeld && goesToReplica(options, queryName);
  const isTold = query.time !== said.time; // Then rows that are read are in it.
  const moreMs = isTold ? 0 : rowsMs(query, options.tables, rowsIn(sense, part, options));
  const work = { time: query.time, moreMs };
  const spread = spreadOf(sense, options.shards, query);
  const works = (): number => {
    const overheadMs = query.overhead === undefined ? 0 : sense.takes(query.overhead);
    const answered = (): number => {
      const ms = (onReplica ? onReplicas : onPrimary)(sense, part, options, work, spread);
      sense.fails(query.fails);
      const heldMs = query.write ? waitsForReplicasMs(options, work) : 0;
      return ms + (heldMs > 0 ? sense.takes({ kind: "constant", value: heldMs }) : 0);
    };
    const ms = whileLocked(sense, part, query, overheadMs, answered);
    return overheadMs + ms + walkSent(sense, part, options, query, onReplica, spread);
  };
  const bytes = { answers: query.bytes };
  const ms = isHeld
    ? overNetwork(sense, part, options, bytes, whileUp(sense, part, { host: options.host }, works))
    : onConnection(sense, part, options, { onReplica, asked: query, bytes }, works);
  if (query.adds !== undefined)
    sense.adds(`${part}.${query.adds.table}`, query.adds.number * perShard(options.shards, query));
  if (query.write) replays(sense, part, options, work, spread);
  return ms + walkParsed(sense, query);
}

/**
 * The mean time until the replicas that a write waits for have applied it, without any queue. Of n exponential lags the
 * k-th is in the mean H(n) − H(n − k) times as long as one; others are taken as one lag.
 */
function waitsForReplicasMs({ replicas }: DatabaseOptions, { time, moreMs }: Work): number {
  if (replicas === undefined || replicas.count === 0) return 0;
  const { count, lag, replay, "waits-for": needs } = replicas;
  if (needs === 0) return 0;
  const each = Array.from({ length: needs }, (_, i) => 1 / (count - i));
  const lags = lag.kind === "exponential" ? each.reduce((sum, one) => sum + one, 0) : 1;
  return lags * meanOf(lag) + replay * (meanOf(time) + moreMs);
}

/** A time, and that of the rows that are read besides [ms]. */
interface Work {
  readonly time: DistributionSpec;
  readonly moreMs: number;
}

function onPrimary(
  sense: Sense,
  part: string,
  options: DatabaseOptions,
  { time, moreMs }: Work,
  spread: Spread | null,
): number {
  const { scheduling, cores } = options;
  const isShared = scheduling === "processor-sharing";
  if (isShared && spread === null) return sense.useCores(part, "cores", time, moreMs);
  const walk = (): number => sense.takes(time) + moreMs;
  const each = isShared ? mostCores(options) : (cores ?? Number.POSITIVE_INFINITY);
  const capacity = each * (spread?.instances ?? 1);
  return Number.isFinite(capacity) ? sense.holds({ part, resource: "cores", capacity, spread }, walk) : walk();
}

function onReplicas(
  sense: Sense,
  part: string,
  { replicas, cores }: DatabaseOptions,
  { time, moreMs }: Work,
  spread: Spread | null,
): number {
  const each = replicas?.cores ?? cores;
  const walk = (): number => sense.takes(time) + moreMs;
  if (replicas === undefined || each === undefined) return walk();
  const capacity = each * replicas.count * (spread?.instances ?? 1);
  return sense.holds({ part, resource: "replica cores", capacity, spread }, walk);
}

/** A write's work on every replica of its shard, for which no request waits. */
function replays(
  sense: Sense,
  part: string,
  options: DatabaseOptions,
  { time, moreMs }: Work,
  spread: Spread | null,
): void {
  const { replicas } = options;
  if (replicas === undefined || !(replicas.replay > 0)) return;
  const share = replicas.replay * replicas.count;
  const all = { time: scaled(time, share), moreMs: moreMs * share };
  sense.aside(sense.path, () => onReplicas(sense, part, options, all, spread));
}

/** The rows of each table at the moment of which the walk is. */
const rowsIn =
  ({ grown }: Sense, part: string, { tables }: DatabaseOptions) =>
  (table: string): number => {
    const { rows, grows } = tables[table];
    return rows + (grows / 1000) * grown.atMs + (grown.added.get(`${part}.${table}`) ?? 0);
  };

function checkReplicas(
  sense: Sense,
  path: Path,
  options: DatabaseOptions,
  replicas: NonNullable<DatabaseOptions["replicas"]>,
): void {
  sayIdle(sense, path, idleInReplicas(options, replicas));
  const { count, "waits-for": needs, promote } = replicas;
  if (count > 0 && needs > count)
    sense.error([...path, "waits-for"], `there are only ${count}, so a write would wait for ever`);
  if (promote !== undefined && options.host !== undefined)
    sense.error(
      [...path, "promote"],
      `the primary goes down with its machine, "${options.host}"`,
      "give it cores of its own, or leave `promote` out",
    );
}

export function checkDatabase(sense: Sense, name: string, options: DatabaseOptions): void {
  const { pool, connections, replicas, queries, scheduling, cores } = options;
  const path = ["parts", name];
  if (scheduling !== "processor-sharing" && cores === undefined)
    sense.error([...path, "scheduling"], `${scheduling.replaceAll("-", " ")} needs a number of cores`);
  if (pool !== undefined && options.through === undefined && pool.per === "all" && pool.connections > connections)
    sense.warn(
      [...path, "pool", "connections"],
      `the pool has ${pool.connections} connections, but the database accepts ${connections}`,
      "what the database refuses fails at once; the pool should be the smaller",
    );
  checkRows(sense, path, name, options);
  checkShards(sense, path, options);
  checkLocks(sense, path, options);
  checkViews(sense, path, options);
  for (const [view, { refresh, takes, on }] of Object.entries(options.views)) {
    const onReplica = on === "replica";
    const work = { time: takes, moreMs: 0 };
    const walk = (): number =>
      ofNodes(sense, name, { ...options, connect: undefined }, { onReplica, asked: {} }, () =>
        (onReplica ? onReplicas : onPrimary)(sense, name, options, work, null),
      );
    const everyMs = refresh * Math.max(1, Math.ceil(meanOf(takes) / refresh)); // What is due meanwhile is left out.
    sense.enter(1 / everyMs, [...path, "views", view], walk, [`${name} views`], false);
  }
  sayIdle(sense, path, [...idleInDatabase(options), ...idleInNetwork(options)]);
  for (const [query, asked] of Object.entries(queries)) {
    const at = [...path, "queries", query];
    if (asked.of !== undefined) sense.datum(asked.of, [...at, "of"]);
    sayIdle(sense, at, [...idleInAsked(options, asked), ...idleBytes(sense.model, options, asked)]);
  }
  if (options.shards !== undefined) sayIdle(sense, [...path, "shards"], idleInShards(options.shards));
  if (options.through !== undefined) poolerIn(sense, options.through, [...path, "through"]);
  if (pool !== undefined) {
    sayIdle(sense, [...path, "pool"], idleInPool(pool));
    const least = options.through === undefined ? null : pool.connections;
    checkKept(sense, [...path, "pool"], pool, pool.connections, least);
  }
  if (replicas !== undefined) checkReplicas(sense, [...path, "replicas"], options, replicas);
  for (const [i, read] of (replicas === undefined || replicas.reads === "all" ? [] : replicas.reads).entries()) {
    const at = [...path, "replicas", "reads", i];
    if (!sense.oneOf(read, Object.keys(queries), at, `"${name}" has no query "${read}"`)) continue;
    if ((queries[read] as QueryOptions).write) sense.error(at, `"${read}" writes, so it cannot go to a replica`);
  }
}
