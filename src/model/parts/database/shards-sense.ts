/** Mistakes in shards, and in what queries say of them. */
import type { Idle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import { type Asked, POINTS, type ShardsOptions } from "./shards.js";

interface Sharded {
  readonly host?: string | undefined;
  readonly shards?: ShardsOptions | undefined;
  readonly replicas?: { readonly count: number } | undefined;
  readonly queries: Readonly<Record<string, Asked>>;
}

/** Reports queries that do not say which shards they ask, and shards of nothing. */
export function checkShards(sense: Sense, path: Path, { shards, host, replicas, queries }: Sharded): void {
  if (shards === undefined) return;
  const { by, count: shardCount } = shards;
  const datum = sense.datum(by, [...path, "shards", "by"]);
  if (datum !== null && datum.keys < shardCount)
    sense.error([...path, "shards", "count"], `${shardCount} shards for ${datum.keys} keys: some would have none`);
  if (host !== undefined)
    sense.error(
      [...path, "shards"],
      "shards have machines of their own",
      "take `host` out and give `cores`, of each shard",
    );
  if (replicas !== undefined && replicas.count > 0)
    sense.error([...path, "replicas"], "shards have no replicas yet", "take `replicas` or `shards` out");
  for (const [query, asked] of Object.entries(queries))
    checkAsked(sense, [...path, "queries", query], query, asked, shards);
}

function checkAsked(sense: Sense, path: Path, query: string, asked: Asked, { by, count: shards }: ShardsOptions): void {
  const { of, by: found, on } = asked;
  if (found !== undefined && found !== by)
    sense.error(
      [...path, "by"],
      `the shards are by ${by}, so "${query}" cannot be found by ${found}`,
      `say \`by: ${by}\`, or \`on: all\``,
    );
  else if (found !== undefined && on !== undefined)
    sense.error([...path, "on"], `\`by: ${found}\` says already that it asks one shard`, "take `by` or `on` out");
  else if (on !== undefined && Number.isFinite(on) && on > shards)
    sense.error([...path, "on"], `there are only ${shards} shards`);
  else if (found === undefined && on === undefined && of !== by)
    sense.error(
      path,
      `"${query}" does not say which shard it asks: ${of === undefined ? "it is of nothing" : `it is of ${of}`}, and the shards are by ${by}`,
      `say \`by: ${by}\` if it is found by that key, or \`on: all\` if it asks all shards`,
    );
}

export function idleInShards({ place, points }: ShardsOptions): Idle[] {
  return [["points", place !== "consistent" && points !== POINTS, "only `place: consistent` has them", "place"]];
}

export function idleInAsked({ shards }: Sharded, { by, on }: Asked): Idle[] {
  const none = "there are no `shards`";
  return [
    ["by", by !== undefined && shards === undefined, none],
    ["on", on !== undefined && shards === undefined, none],
  ];
}
