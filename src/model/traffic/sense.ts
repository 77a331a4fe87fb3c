/** Checks of traffic: sources that never send a request, or send all at one instant. */
import { meanOf, squaredCvOf } from "../../engine/random/moments.js";
import type { Idle } from "../check/no-effect.js";
import type { Path, Sense } from "../check/sense.js";
import { isRecord, isStates, meanRate, type TrafficRate } from "./rate.js";
import type { Traffic } from "./traffic.js";

export function checkArrivals(sense: Sense, path: Path, { arrivals, batch, rate }: Traffic): void {
  if (typeof arrivals === "object" && meanOf(arrivals.gaps) === 0)
    sense.error([...path, "arrivals"], "gaps of no length cannot be stretched to a rate");
  if (batch !== undefined && meanOf(batch) === 0) sense.error([...path, "batch"], "batches of nothing send nothing");
  if (isRecord(rate) && arrivals !== "poisson")
    sense.error([...path, "arrivals"], "the record says when each request arrives", "leave it out");
  if (rate !== undefined && isStates(rate) && !(meanRate(rate) > 0))
    sense.error([...path, "rate", "states"], "no state sends anything for any time");
}

export const idleInTraffic = ({ users, think, arrivals }: Traffic): Idle[] => [
  ["arrivals", users !== undefined && arrivals !== "poisson", "users ask again when they have thought", "users"],
  [
    "think",
    users === undefined && meanOf(think) > 0,
    "only `users` think between an answer and the next request",
    "rate",
  ],
];

/** Whether the number of arrivals over a long time is random. */
export function varies({ arrivals, batch }: Traffic, rate: TrafficRate): boolean {
  const gapsVary = arrivals === "poisson" || (typeof arrivals === "object" && squaredCvOf(arrivals.gaps) > 0);
  if (isRecord(rate)) return true;
  return gapsVary || (batch !== undefined && squaredCvOf(batch) > 0) || isStates(rate);
}
