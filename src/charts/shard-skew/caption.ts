/** Title, subtitle and alt text of the skew of shards. */
import type { Findings } from "../../analysis/findings/findings.js";
import type { Caption } from "../kit/caption.js";
import { decimal, share } from "../kit/format.js";
import { bareName } from "../kit/words.js";
import { type Skew, skews } from "./rows.js";

export const EVEN = 1.25; // Times the mean.

export function shardSkewCaption(findings: Findings): Caption {
  const all = skews(findings);
  const title = titleOf(findings, all);
  return {
    title,
    subtitle:
      "Utilisation of each shard as a multiple of their mean, the busiest first. Dashed: the mean, which is what each would have of an even split. The busiest shard is full first, whatever the mean is.",
    description: `${title}. ${all.map((skew) => `${nameOf(findings, skew)}: ${busiestWords(skew).join(", ")}`).join("; ")}.`,
  };
}

function titleOf(findings: Findings, all: readonly Skew[]): string {
  const [worst] = all.toSorted((a, b) => b.times - a.times);
  if (worst === undefined) return "No shards are in use";
  const times = `${timesWords(worst)} the mean`;
  if (worst.times < EVEN) return `Shards share the load: the busiest of any has ${times}`;
  const where = findings.variants.length === 1 ? worst.part : bareName(findings, worst.variant);
  return `The busiest of ${worst.busy.length} shards has ${times} in ${where}`;
}

export const nameOf = (findings: Findings, { variant, part }: Skew): string =>
  findings.variants.length === 1 ? part : bareName(findings, variant);

const timesWords = ({ times }: Skew): string => `${decimal(times)} times`;

/** "busiest 3.47 times the mean", "13.1% in use". */
export const busiestWords = (skew: Skew): readonly [string, string] => [
  `busiest ${timesWords(skew)} the mean`,
  `${share(skew.busy[0]!)} in use`,
];
