/** A query for queueing theory: holds a pool connection, in it a database connection, in it uses the cores. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { scaled } from "../../language/values/scaled.js";
import { IN_TURN, type Outline, queued, type Stage, unclear } from "../../outline/outline.js";
import { coresOutline } from "../shared/cores.js";
import { lockedOutline } from "./lock-options.js";
import { type DatabaseOptions, goesToReplica } from "./options.js";
import { workOf } from "./rows.js";

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
  const work = [...overhead, ...lockedOutline(outline, part, options, query, done)];
  const replay: Stage[] = [];
  if (query.write && replicas !== undefined && replicas.replay > 0) {
    const again = workOutline(outline, part, options, true, scaled(law, replicas.replay));
    replay.push({ kind: "aside", copies: replicas.count, body: [{ kind: "time", law: replicas.lag }, ...again] });
  }
  const why = waitsElsewhere(options, onReplica, query.write);
  const known = (asked: readonly Stage[]): readonly Stage[] =>
    why === null ? asked : [unclear(why, [...asked, ...workOutline(outline, part, options, false, law)])];
  if (isHeld) return [...known([...work, ...replay])];
  return onPool(outline, part, known([...onNode(part, options, onReplica, work), ...replay]));
}

/** The stages on a connection to the primary, of the pool if there is one. */
export const heldOutline = (outline: Outline, part: string, body: readonly Stage[]): Stage[] =>
  onPool(outline, part, onNode(part, outline.options<DatabaseOptions>(part), false, body));

function onNode(part: string, options: DatabaseOptions, onReplica: boolean, work: readonly Stage[]): Stage[] {
  const { connections, connect, pool } = options;
  const setUp: Stage[] = pool !== undefined || connect === undefined ? [] : [{ kind: "time", law: connect }];
  const resource = onReplica ? "replica connections" : "connections";
  const node = { part, resource, servers: connections, queueMax: 0, ...turns(options, onReplica) };
  const onOne = queued(node, [...setUp, ...work]);
  return options.shards === undefined ? onOne : [unclear("shards", onOne)];
}

function onPool(outline: Outline, part: string, asked: readonly Stage[]): Stage[] {
  const { pool } = outline.options<DatabaseOptions>(part);
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
