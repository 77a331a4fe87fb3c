/** What a picture of the model says of a source of requests. */
import { meanOf } from "../../engine/random/moments.js";
import { amount, facts, many, mean } from "../parts/shared/facts.js";
import { offeredRate } from "./rate.js";
import type { Traffic } from "./traffic.js";

/** "40/s", "up to 4,812/s", "1,000 users", "think 5s". */
export function trafficFacts({ rate, users, think, background }: Traffic): readonly string[] {
  const perSecond = rate === undefined ? null : `${amount(offeredRate(rate))}/s`;
  return facts(
    perSecond === null ? many(users, "user") : `${typeof rate === "number" ? "" : "up to "}${perSecond}`,
    users !== undefined && meanOf(think) > 0 && `think ${mean(think)}`,
    background === true && "background",
  );
}
