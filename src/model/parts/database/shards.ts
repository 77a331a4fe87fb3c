/** Shards: how a file describes them, which of them queries ask, and how much comes to the busiest. */
import { z } from "zod";
import { popularityOf } from "../../../components/data/popularity.js";
import type { Database } from "../../../components/database/database.js";
import { type PlacementLaw, placementOf, sharesOf } from "../../../components/database/placement.js";
import { MovingShards } from "../../../components/database/reshard.js";
import { type AskedShards, OneShard, SeveralShards } from "../../../components/database/shards.js";
import { saltOf } from "../../../components/steps/visit.js";
import type { Sense, Spread } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import type { Model } from "../../language/model.js";
import { withOtherWords } from "../../language/other-words.js";
import { name } from "../../language/policies.js";
import { count, countOrAll } from "../../language/values/index.js";
import type { Reshard } from "../../timeline/reshard.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Site } from "../../wiring/site.js";
import { SHARDS_WORDS } from "./other-words.js";

/** Of each shard, if not given. */
export const POINTS = 100;

export const shardsOption = () =>
  withOtherWords(
    z.strictObject({
      count: count({ min: 1, max: 1000 }).describe(
        "Number of shards; each has the cores, connections and replicas that are given here",
      ),
      by: name().describe("The data by whose keys rows are placed"),
      place: z
        .enum(["hash", "modulo", "range", "consistent"])
        .default("hash")
        .describe(
          "By the hash of the key; by its number, one after the other; in ranges, so that popular keys lie side by side; or by consistent hashing, so that one shard more takes few keys",
        ),
      points: count({ min: 1, max: 10_000 })
        .prefault(POINTS)
        .describe("Virtual nodes of each shard, with `consistent`: more of them spread the keys more evenly"),
    }),
    SHARDS_WORDS,
  );

export type ShardsOptions = z.output<ReturnType<typeof shardsOption>>;

export const SHARDS_EFFECTS: Effects<ShardsOptions> = { count: "known", by: "known", place: "known", points: "known" };

/** What a query says of shards. */
export const askedOptions = () => ({
  by: name().optional().describe("With `shards`: the data by whose key the shard is found, if it is another than `of`"),
  on: countOrAll({ min: 1 })
    .optional()
    .describe("With `shards`: how many shards it asks at once; it waits for the slowest, and fails when one fails"),
});

export interface Asked {
  readonly of?: string | undefined;
  readonly by?: string | undefined;
  readonly on?: number | undefined; // Infinity: all.
}

export const lawOf = ({ place, points }: ShardsOptions): PlacementLaw => ({ place, points });

/** How many there are at most: at the start, or when a timeline has added some. */
export const mostShards = ({ timeline }: Assembly, name: string, { count: first }: ShardsOptions): number =>
  Math.max(first, ...timeline.entries<Reshard>("reshard", name).map(({ to }) => to));

export interface BuiltShards {
  readonly by: string;
  readonly shards: MovingShards;
}

export function buildShards(
  { model, timeline }: Assembly,
  name: string,
  options: ShardsOptions,
  database: Database,
): BuiltShards {
  const { by, count: first } = options;
  const { keys } = model.data[by];
  const placed = (shards: number) => placementOf(lawOf(options), keys, shards);
  const shards = new MovingShards(placed(first), keys);
  timeline.during<Reshard>("reshard", name, ({ to, "key-time": keyMs, batch }) => ({
    begin: ({ fromMs, toMs }) => database.reshard(shards, { to: placed(to), lastsMs: toMs - fromMs, keyMs, batch }),
    end() {},
  }));
  return { by, shards };
}

/** @param key the name of another key of what the query is `of` */
export function askedShards(
  site: Site,
  purpose: string,
  { by, shards }: BuiltShards,
  asked: Asked,
  key?: string,
): AskedShards {
  const { flow, data } = site.assembly;
  const { on: most } = asked;
  if (most === undefined) return new OneShard(flow, shards, data.keyOf(by, asked.of === by ? key : undefined));
  const salt = saltOf(site.stream(`${purpose}:shards:salt`));
  return new SeveralShards(flow, shards, { most, stream: site.stream(`${purpose}:shards`), salt });
}

/** How many shards a query asks. */
export const widthOf = ({ count: shards }: ShardsOptions, { on = 1 }: Asked): number => Math.min(on, shards);

/** Of what a query adds, how much comes to each shard on average. */
export const perShard = (shards: ShardsOptions | undefined, asked: Asked): number =>
  shards === undefined ? 1 : widthOf(shards, asked) / shards.count;

const KEPT = 32;
const known = new Map<string, readonly number[]>(); // Every walk of a model asks for the same.

/** The share of the queries by key that comes to each shard. */
export function shardShares({ data }: Pick<Model, "data">, shards: ShardsOptions): readonly number[] {
  const { keys, popularity } = data[shards.by];
  const name = JSON.stringify([keys, popularity, shards]);
  const found = known.get(name) ?? [
    ...sharesOf(placementOf(lawOf(shards), keys, shards.count), popularityOf(keys, popularity)),
  ];
  known.set(name, found);
  if (known.size > KEPT) known.delete(known.keys().next().value as string);
  return found;
}

/** How the queries of one sort come to the shards; null where there is one. */
export function spreadOf(sense: Sense, shards: ShardsOptions | undefined, asked: Asked): Spread | null {
  if (shards === undefined || !Object.hasOwn(sense.model.data, shards.by)) return null;
  const { count: instances } = shards;
  if (instances === 1) return null;
  if (asked.on !== undefined) return { instances, busiest: 1 / instances };
  return { instances, busiest: Math.max(...shardShares(sense.model, shards)) };
}
