/**
 * How long after a moment a queue of messages has drained: until it is as long as it was before on average. It has grown
 * while it is longer than it ever was before. Its length is known at the ends of bins: in the last of those in which it has
 * grown it goes on as in the one before.
 */
import { BINS_BEFORE, type Grid, type Recovered, refused, type Spike, STAYS, timesAfter } from "./recovery.js";

/** @param depths at the end of each bin, of each replication */
export function drainOf(depths: readonly (readonly number[])[], grid: Grid, spike: Spike, level: number): Recovered {
  const { startMs, binMs } = grid;
  const before = Math.max(0, Math.floor((spike.fromMs - startMs) / binMs));
  const known = depths.flatMap((each) => each.slice(0, before));
  if (known.length < BINS_BEFORE) return refused("too little time before it to know the level from");
  const longest = known.reduce((a, b) => Math.max(a, b), 0);
  const usual = Math.ceil(known.reduce((a, b) => a + b, 0) / known.length);
  const runs = { ...grid, replications: depths.length, bins: Math.min(...depths.map(({ length }) => length)) };
  return timesAfter(runs, spike, level, (replication, { endMs, first }) => {
    const each = depths[replication]!.slice(0, runs.bins);
    const grown = each.findIndex((depth, bin) => bin >= first - 1 && bin < first + STAYS && depth > longest);
    if (grown < 0) return 0;
    const bin = each.findIndex((_, at) => at > grown && each[at]! <= longest);
    if (bin < 0) return null;
    const over = each[bin - 1]! - usual;
    const inOne = bin - 2 >= first - 1 ? each[bin - 2]! - each[bin - 1]! : 0; // In the bin before, if it drained.
    const inLast = Math.min(2, over / Math.max(inOne, each[bin - 1]! - each[bin]!));
    return Math.max(0, startMs + (bin + inLast) * binMs - endMs);
  });
}
