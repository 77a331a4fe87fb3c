/** How a picture of the model shows a database. */
import { meanOf } from "../../../engine/random/moments.js";
import type { Drawn } from "../../language/kinds.js";
import { facts, many, mean, timesEach } from "../shared/facts.js";
import type { DatabaseOptions } from "./options.js";

export function drawnDatabase({ cores, host, pool, replicas, shards, through, connections }: DatabaseOptions): Drawn {
  const count = replicas?.count ?? 0;
  return {
    shape: "cylinder",
    inside: host,
    through,
    facts: facts(
      shards === undefined ? many(cores, "core") : timesEach(shards.count, cores, "shard"),
      pool === undefined ? null : `pool ${pool.connections}${pool.per === "instance" ? " each" : ""}`,
      shards === undefined ? null : `${many(shards.count, "shard")} by ${shards.by}`,
      count === 0 || replicas === undefined
        ? null
        : `${many(count, "replica")}${meanOf(replicas.lag) > 0 ? `, lag ${mean(replicas.lag)}` : ""}`,
      pool === undefined && Number.isFinite(connections) && `accepts ${connections}`,
    ),
  };
}
