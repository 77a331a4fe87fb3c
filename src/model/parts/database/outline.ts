/** A query for queueing theory: holds a pool connection, in it a database connection, in it uses the cores. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { scaled } from "../../language/values/scaled.js";
import { IN_TURN, type Outline, queued, type Stage, unclear } from "../../outline/outline.js";
import { overLinkOutline } from "../network-link/outline.js";
import type { PoolerOptions } from "../pooler/options.js";
import { coresOutline } from "../shared/cores.js";
import { lockedOutline } from "./lock-options.js";
import { overNearOutline, parsedOutline, sentOutline } from "./network.js";
import { countsOpen, type DatabaseOptions, goesToReplica } from "./options.js";
import { workOf } from "./rows.js";
import { shardsOutline } from "./shards-outline.js";

export function queryOutline(outline: Outline, target: string): Stage[] {
  const [part, name] = target.split(".");
  const options = outline.options<DatabaseOptions>(part);
  const { replicas } = options;
  const query = options.queries[name];
  const law = workOf(query, options.tables);
  const isHeld = outline.isInTransaction(part);
  const onReplica = !isHeld && goesToReplica(options, name);
  const overhead: Stage[] = query.overhead === undefined ? [] : [{ kind: "time", law: query.overhead }];
  const fails: Stage[] = query.fails === 0 ? [] : [{ kind: "fail", share: query.fails }];
  const done = [...workOutline(outline, part, options, onReplica, law), ...fails];
  const sent = sentOutline(part, options, query, onReplica, turns(options, onReplica));
  const work = [...overhead, ...lockedOutline(outline, part, options, query, done), ...sent];
  const parsed = parsedOutline(outline, query);
  const replay: Stage[] = [];
  if (query.write && replicas !== undefined && replicas.replay > 0) {
    const again = workOutline(outline, part, options, true, scaled(law, replicas.replay));
    replay.push({ kind: "aside", copies: replicas.count, body: [{ kind: "time", law: replicas.lag }, ...again] });
  }
  const why = waitsElsewhere(options, onReplica, query.write);
  const known = (asked: readonly Stage[]): readonly Stage[] =>
    why === null ? asked : [unclear(why, [...asked, ...workOutline(outline, part, options, false, law)])];
  const sharded = (asked: readonly Stage[]): Stage[] => shardsOutline(outline, part, options.shards, query, asked);
  const isRefreshed = Object.keys(options.views).length > 0;
  const beside = (asked: readonly Stage[]): Stage[] => (isRefreshed ? [unclear("views", asked)] : [...asked]);
  const over = (inside: readonly Stage[]): Stage[] =>
    overLinkOutline(outline, part, { answers: query.bytes }, overNearOutline(outline, part, options, inside));
  if (isHeld) return [...over(beside(known([...work, ...replay]))), ...parsed];
  return [
    ...beside(heldOutline(outline, part, onReplica, work, (onNode) => over(sharded(known([...onNode, ...replay]))))),
    ...parsed,
  ];
}

/** The stages on a connection: of the pool if there is one, through a pooler if there is one. */
export function heldOutline(
  outline: Outline,
  part: string,
  onReplica: boolean,
  work: readonly Stage[],
  asked: (stages: readonly Stage[]) => readonly Stage[] = (stages) => stages,
): Stage[] {
  const options = outline.options<DatabaseOptions>(part);
  const { through } = options;
  const onNode = asked(nodeOutline(part, options, onReplica, work));
  const inside = through === undefined ? onNode : poolerOutline(outline, through, options, onNode);
  const stages = poolOutline(outline, part, options, inside);
  return mayOpen(outline, options) ? [unclear("connections that are opened when needed", stages)] : stages;
}

/** Whether opening a connection takes time or may be refused. */
function mayOpen(outline: Outline, { pool, through, connect, connections }: DatabaseOptions): boolean {
  if (through === undefined)
    return pool?.idle !== undefined && !isAllKept(pool) && (connect !== undefined || Number.isFinite(connections));
  const pooler = outline.options<PoolerOptions>(through);
  const toPooler =
    pool !== undefined && !isAllKept(pool) && (pooler.connect !== undefined || Number.isFinite(pooler.clients));
  return toPooler || connect !== undefined || pooler.connections > connections;
}

const isAllKept = (pool: NonNullable<DatabaseOptions["pool"]>): boolean =>
  (pool.idle ?? pool.connections) === pool.connections && pool["max-lifetime"] === undefined;

function poolerOutline(outline: Outline, part: string, { pool }: DatabaseOptions, work: readonly Stage[]): Stage[] {
  const { mode, clients, connections, connect, time, queue, acquire, order } = outline.options<PoolerOptions>(part);
  const passed: Stage[] = time === undefined ? [] : [{ kind: "time", law: time }];
  const setUp: Stage[] = connect === undefined || pool !== undefined ? [] : [{ kind: "time", law: connect }];
  const server = { part, resource: "server connections", servers: connections, queueMax: queue };
  const served =
    mode === "session" && pool !== undefined
      ? [unclear("server connections that belong to sessions", work)]
      : queued({ ...server, order: order ?? IN_TURN, patience: acquire ?? null }, work);
  const all = [...setUp, ...passed, ...served];
  return pool === undefined
    ? queued({ part, resource: "client connections", servers: clients, queueMax: 0 }, all)
    : all;
}

/** The limit of each node, on connections in use; of open ones see `mayOpen`. */
function nodeOutline(part: string, options: DatabaseOptions, onReplica: boolean, work: readonly Stage[]): Stage[] {
  const { connections, connect, pool } = options;
  if (countsOpen(options)) return [...work];
  const setUp: Stage[] = pool !== undefined || connect === undefined ? [] : [{ kind: "time", law: connect }];
  const resource = onReplica ? "replica connections" : "connections";
  const node = { part, resource, servers: connections, queueMax: 0, ...turns(options, onReplica) };
  return queued(node, [...setUp, ...work]);
}

function poolOutline(outline: Outline, part: string, { pool }: DatabaseOptions, asked: readonly Stage[]): Stage[] {
  if (pool === undefined) return [...asked];
  const { machine } = outline;
  const own = pool.per === "instance" && machine !== null ? machine : null;
  return queued(
    {
      part,
      resource: own === null ? "pool" : `pool of ${own.part}`,
      servers: pool.connections,
      queueMax: pool.queue,
      order: pool.order ?? IN_TURN,
      patience: pool.acquire ?? null,
      instances: own?.instances ?? 1,
      balance: own?.balance ?? "",
    },
    asked,
  );
}

/** The option that sends a read to the primary at times, or lets a write wait for replicas; null if there is none. */
function waitsElsewhere({ replicas }: DatabaseOptions, onReplica: boolean, write: boolean): string | null {
  if (replicas === undefined || replicas.count === 0) return null;
  if (onReplica && replicas["own-writes"] !== undefined) return "own-writes";
  return write && replicas["waits-for"] > 0 ? "waits-for" : null;
}

function workOutline(
  outline: Outline,
  part: string,
  options: DatabaseOptions,
  onReplica: boolean,
  law: DistributionSpec,
): Stage[] {
  const { cores, scheduling, replicas } = options;
  const resource = onReplica ? "replica cores" : "cores";
  const servers = onReplica ? (replicas?.cores ?? cores) : cores;
  const place = { part, ...turns(options, onReplica) };
  if (scheduling === "processor-sharing" || servers === undefined)
    return coresOutline(outline, place, resource, law, servers);
  return queued({ ...place, resource, servers, order: scheduling ?? IN_TURN }, [{ kind: "time", law }]);
}

const turns = ({ replicas }: DatabaseOptions, onReplica: boolean) =>
  onReplica ? { instances: replicas?.count ?? 1, balance: "round-robin" } : { instances: 1, balance: "" };
