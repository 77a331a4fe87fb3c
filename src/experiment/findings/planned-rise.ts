/** Traffic that is planned to be higher after a moment than before it: what does not come back then is not its doing. */

import { lastEndMs, type Spike } from "../../analysis/figures/recovery.js";
import type { Model } from "../../model/language/model.js";
import { plannedRequests } from "../../model/traffic/planned.js";
import { isStates, meanRate } from "../../model/traffic/rate.js";
import { usersOf } from "../../model/traffic/traffic.js";
import type { Watched } from "./recovery-findings.js";

const MORE = 1.05; // Times what was before.

/** @returns of what is watched: why, or null where no more is planned in the second half after it than before */
export const plannedRise =
  ({ traffic }: Model) =>
  ({ startMs, binMs, goodput }: Pick<Watched, "startMs" | "binMs" | "goodput">, spike: Spike): string | null => {
    const meanBetween = (fromMs: number, toMs: number): number =>
      Object.values(usersOf(traffic)).reduce((sum, { rate = 0 }) => {
        const planned = isStates(rate) ? meanRate(rate) : rate;
        return sum + (plannedRequests(planned, toMs) - plannedRequests(planned, fromMs)) / (toMs - fromMs);
      }, 0);
    const untilMs = startMs + goodput.length * binMs;
    const halfMs = (Math.min(untilMs, lastEndMs(spike)) + untilMs) / 2;
    if (!(spike.fromMs > startMs && untilMs > halfMs)) return null;
    const [before, after] = [meanBetween(startMs, spike.fromMs), meanBetween(halfMs, untilMs)];
    return before > 0 && after > MORE * before
      ? `${Number((after / before).toPrecision(2))} times as much traffic is planned by then as before it`
      : null;
  };
