/** What each variant can do at most, as `check --simulate` says it. */
import { inline, showRate } from "../../charts/kit/estimate.js";
import { wholeShare } from "../../charts/kit/format.js";
import type { Saturation } from "../../experiment/search/saturation-run.js";

export interface SaturationLine {
  readonly variant: string;
  readonly saturation: Saturation | null; // Null: without open traffic or a limited resource.
}

/** "At most it can do 332/s ±3, 30% of which is asked for; then web threads are full." */
export function saturationWords({ saturation }: SaturationLine): string {
  if (saturation === null)
    return "What it can do at most is unknown: it has no open traffic, or uses no limited resource.";
  const { perSecond, offered, binding } = saturation;
  if (perSecond.value === null) return `What it can do at most is unknown${reasonOf(saturation)}.`;
  const share = `${wholeShare(offered / perSecond.value)} of which is asked for`;
  const full =
    binding === null
      ? ""
      : `; then ${binding.part} ${binding.resource} ${/s$/.test(binding.resource) ? "are" : "is"} full`;
  return `At most it can do ${inline(showRate(perSecond))} without timeouts and bounds of queues, ${share}${full}.`;
}

const reasonOf = ({ perSecond: { reason } }: Saturation): string => (reason === undefined ? "" : `: ${reason}`);
