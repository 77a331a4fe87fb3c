/** Shards for queueing theory: each a station of its own, to which a query goes by the share of the keys there. */
import { type Outline, type Stage, type Station, unclear } from "../../outline/outline.js";
import { type Asked, type ShardsOptions, shardShares, widthOf } from "./shards.js";

const MOST = 64;

/** @param stages what happens on a shard */
export function shardsOutline(
  outline: Outline,
  part: string,
  shards: ShardsOptions | undefined,
  asked: Asked,
  stages: readonly Stage[],
): Stage[] {
  if (shards === undefined || shards.count === 1) return [...stages];
  const { count } = shards;
  if (count > MOST) return [unclear("so many shards", stages)];
  const on = (shard: number): Stage[] => onShard(stages, part, shard % count);
  const ways = (shares: readonly number[], body: (shard: number) => Stage[]): Stage[] => [
    { kind: "either", ways: shares.map((share, i) => ({ share, body: body(i) })) },
  ];
  if (asked.on === undefined) {
    // The keys of a few users are the same again and again.
    const areOfUsers = Object.values(outline.model.traffic).some(({ users }) => users !== undefined);
    return areOfUsers ? [unclear("which shards users ask", stages)] : ways(shardShares(outline.model, shards), on);
  }
  const width = widthOf(shards, asked);
  const even = Array<number>(count).fill(1 / count);
  if (width === 1) return ways(even, on);
  const from = (first: number): Stage[] => {
    const branches = Array.from({ length: width }, (_, i) => ({ copies: 1, body: on(first + i) }));
    return [{ kind: "together", needs: width, stopsRest: true, branches }];
  };
  return width === count ? from(0) : ways(even, from);
}

/** The same stages at the stations of one shard. */
function onShard(stages: readonly Stage[], part: string, shard: number): Stage[] {
  const inside = (all: readonly Stage[]): Stage[] => onShard(all, part, shard);
  const at = (station: Station): Station =>
    station.part === part
      ? { ...station, resource: `${station.resource} of shard ${shard + 1}`, bank: station.resource }
      : station;
  return stages.map((stage): Stage => {
    switch (stage.kind) {
      case "cores":
      case "token":
        return { ...stage, at: at(stage.at) };
      case "hold":
        return { ...stage, at: at(stage.at), body: inside(stage.body) };
      case "either":
        return { ...stage, ways: stage.ways.map(({ share, body }) => ({ share, body: inside(body) })) };
      case "repeat":
      case "aside":
        return { ...stage, body: inside(stage.body) };
      case "try":
        return { ...stage, body: inside(stage.body), fallback: inside(stage.fallback) };
      case "together":
        return { ...stage, branches: stage.branches.map(({ copies, body }) => ({ copies, body: inside(body) })) };
      case "unclear":
        return { ...stage, inside: inside(stage.inside) };
      default:
        return stage; // A time, or a failure.
    }
  });
}
