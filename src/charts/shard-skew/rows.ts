/** The shards of each variant, the busiest first. */
import type { Findings, PartFindings } from "../../analysis/findings/findings.js";

export interface Skew {
  readonly variant: number;
  readonly part: string;
  readonly resource: string;
  readonly busy: readonly number[]; // Utilisation of each shard, the busiest first.
  readonly mean: number;
  readonly times: number; // Of the mean, at the busiest.
}

/** A database with shards tells how many of its keys have moved; while some do, the shards of a run are not alike. */
const hasSteadyShards = ({ measures }: PartFindings): boolean => measures.moved?.value === 0;

/** Of shards that are in use and stay as they are; one alone has nothing to share. */
export const skews = ({ variants }: Findings): Skew[] =>
  variants.flatMap(({ parts }, variant) =>
    Object.entries(parts).flatMap(([part, found]): Skew[] => {
      const each = found.busiest === null ? [] : (found.resources[found.busiest]?.perInstance ?? []);
      const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
      if (!hasSteadyShards(found) || each.length < 2 || !(mean > 0)) return [];
      const busy = [...each].sort((a, b) => b - a);
      return [{ variant, part, resource: found.busiest!, busy, mean, times: busy[0] / mean }];
    }),
  );
