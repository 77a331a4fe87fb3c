/** Mistakes in shards, and in what queries say of them. */
import { movesBetween, placementOf } from "../../../components/database/placement.js";
import type { Idle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Reshard } from "../../timeline/reshard.js";
import { type Asked, lawOf, POINTS, type ShardsOptions } from "./shards.js";

interface Sharded {
  readonly host?: string | undefined;
  readonly shards?: ShardsOptions | undefined;
  readonly replicas?: { readonly promote?: unknown } | undefined;
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
  if (replicas?.promote !== undefined)
    sense.error([...path, "replicas", "promote"], "in shards no replica takes the place of a primary", "take it out");
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
    sense.remarks.add(
      "error",
      path,
      `"${query}" does not say which shard it asks: ${of === undefined ? "it is of nothing" : `it is of ${of}`}, and the shards are by ${by}`,
      `say \`by: ${by}\` if it is found by that key, or \`on: all\` if it asks all shards`,
      path,
      [{ at: path, of: "inside", write: `by: ${by}` }],
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

interface Machines {
  readonly cores?: number | undefined;
}

/** Reports moves to shards that are there already, and copying that takes longer than it should. */
export function checkReshards(sense: Sense, name: string, shards: ShardsOptions, { cores }: Machines): void {
  const { data } = sense.model;
  if (!Object.hasOwn(data, shards.by)) return;
  const { keys } = data[shards.by];
  let before = shards.count;
  const reshards = sense.acts.filter(({ kind, about }) => kind.verb === "reshard" && about === name);
  for (const { path, data: said } of reshards.toSorted((a, b) => a.data.at - b.data.at)) {
    const { to, for: lastsMs, "key-time": keyMs } = said as Reshard;
    if (to <= before)
      sense.error(
        [...path, "to"],
        `there are ${before} shards by then`,
        "say more: shards are added, and not taken out",
      );
    else if (to > keys) sense.error([...path, "to"], `${to} shards for ${keys} keys: some would have none`);
    else if (cores !== undefined) {
      const busy = (busiestCopying(shards, keys, before, to) * keyMs) / lastsMs;
      if (busy > cores)
        sense.warn(
          [...path, "for"],
          `copying alone would keep ${Number(busy.toPrecision(3))} cores of a shard busy, which has ${cores}`,
          "it takes longer than this: give it more time",
        );
    }
    before = Math.max(before, to);
  }
}

/** The most keys that leave one shard or come to it. */
function busiestCopying(shards: ShardsOptions, keys: number, from: number, to: number): number {
  const placed = (count: number) => placementOf(lawOf(shards), keys, count);
  const each = new Array<number>(to).fill(0);
  movesBetween(placed(from), placed(to), keys).forEach((moved, i) => {
    each[Math.floor(i / to)]! += moved;
    each[i % to]! += moved;
  });
  return Math.max(...each);
}
