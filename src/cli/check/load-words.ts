/** How `check` says a load. */
import { duration, threeDigits } from "../../charts/kit/format.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import type { LoadGrowth } from "./load-growth.js";

export const shareOf = ({ busy, capacity }: OfferedLoad): number => busy / capacity;

/** Those that are asked for anything, the busiest first. */
export const used = (resources: readonly OfferedLoad[]): OfferedLoad[] =>
  resources.filter(({ busy }) => busy > 0).toSorted((a, b) => shareOf(b) - shareOf(a));

/** Never rounds a small share to 0% nor a large one to 100%. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0001) return "<0.01%";
  return share > 0.999 && share < 1 ? ">99.9%" : `${threeDigits(share * 100)}%`;
}

/** "Its load grows: at the end of a run, after 60 s, db cores are at 47%; db cores are full after 3 days." */
export function growthWords({ untilMs, resources, outgrown }: LoadGrowth): string {
  const are = (resource: string): string => (/s$/.test(resource) ? "are" : "is");
  const [most] = resources.toSorted((a, b) => shareOf(b) - shareOf(a));
  const share =
    most === undefined ? "" : `, ${most.part} ${most.resource} ${are(most.resource)} at ${percent(shareOf(most))}`;
  const full =
    outgrown === null
      ? "nothing is full within ten years"
      : `${outgrown.part} ${outgrown.resource} ${are(outgrown.resource)} full after ${duration(outgrown.atMs)}`;
  return `Its load grows: at the end of a run, after ${duration(untilMs)}${share}; ${full}.`;
}
