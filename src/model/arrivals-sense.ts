/** Mistakes of sense in how requests arrive: what would never send one, or only ever at one instant. */
import { meanOf } from "../engine/random/moments.js";
import type { Traffic } from "./model.js";
import { isStates, meanRate } from "./rate.js";
import type { Path, Sense } from "./sense.js";

export function checkArrivals(sense: Sense, path: Path, { arrivals, batch, rate }: Traffic): void {
  if (typeof arrivals === "object" && meanOf(arrivals.gaps) === 0)
    sense.error([...path, "arrivals"], "gaps of no length cannot be stretched to a rate");
  if (batch !== undefined && meanOf(batch) === 0) sense.error([...path, "batch"], "batches of nothing send nothing");
  if (rate !== undefined && isStates(rate) && !(meanRate(rate) > 0))
    sense.error([...path, "rate", "states"], "no state sends anything for any time");
}
