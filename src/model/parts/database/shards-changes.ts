/** Shards among possible changes and risks: more of them, and a key that more of them would not help. */
import { popularityOf } from "../../../components/data/popularity.js";
import { type Change, type ChangeContext, ofPart } from "../../changes/change.js";
import type { Risk, Surroundings } from "../../risks/risk.js";
import type { DatabaseOptions } from "./options.js";
import { shardShares } from "./shards.js";

/** Twice as many, where there are some: to split a database for the first time is another design, not a change. */
export function moreShards(
  { model }: ChangeContext,
  name: string,
  { shards, cores, replicas }: DatabaseOptions,
): Change[] {
  if (shards === undefined || shards.count * 2 > model.data[shards.by].keys) return [];
  const { count } = shards;
  const eachReplica = (replicas?.cores ?? cores ?? 0) * (replicas?.count ?? 0);
  return [
    {
      name: `${name}: ${count * 2} shards`,
      treats: "small database",
      overlay: ofPart(name, { shards: { count: count * 2 } }),
      complexity: 4,
      why: "keys must move while it serves",
      cost: { cores: count * ((cores ?? 0) + eachReplica), replicas: count * (replicas?.count ?? 0) },
      relieves: [
        { part: name, resource: "cores" },
        { part: name, resource: "replica cores" },
        { part: name, resource: "connections" },
      ],
      assumes: "nothing is cached by shard",
    },
  ];
}

/** A key with more than its shard's even share of what is asked: no number of shards splits it. */
export function hotKey({ model }: Surroundings, name: string, { shards, queries }: DatabaseOptions): readonly Risk[] {
  if (shards === undefined || shards.count === 1) return [];
  const { by, count } = shards;
  const { keys, popularity } = model.data[by];
  const share = popularityOf(keys, popularity).shareOf(0);
  if (share * count <= 1 || Object.values(queries).every(({ on }) => on !== undefined)) return [];
  const [of, busiest] = [share, Math.max(...shardShares(model, shards))].map(
    (each) => `${Number((each * 100).toPrecision(2))}%`,
  );
  return [
    {
      rule: "hot-key",
      subject: name,
      message: `one ${by} has ${of} of what is asked by it, and its shard ${busiest}: any number of shards bears at most ${Number((1 / share).toPrecision(2))} times what one does`,
      path: ["parts", name, "shards", "by"],
    },
  ];
}
