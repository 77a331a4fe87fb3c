/**
 * Where a request's time goes, by Little's law: W = L ÷ λ.
 *
 * L is the mean number waiting for (or using) a resource, λ the arrivals per second of users' requests, W the time [ms]
 * one of them spends there, averaged over all, also those without a visit. Waits overlap only in `parallel`; what holds
 * a thread or a connection also holds it while it waits for what comes next, so times in use do overlap.
 *
 * Source: J. D. C. Little, "A proof for the queuing formula L = λW", Operations Research 9 (1961).
 */

import type { Estimate, VariantFindings } from "../findings/findings.js";
import { noEstimate } from "../statistics/confidence.js";

export interface TimeSpent {
  readonly insideMs: Estimate; // From arrival to the end, failed requests included.
  readonly at: readonly TimeAt[]; // In the order of the model.
}

export interface TimeAt {
  readonly part: string;
  readonly resource: string;
  readonly waitingMs: Estimate; // A request.
  readonly inUseMs: Estimate;
  readonly waitingShare: number | null; // Of the mean time inside. Above 1 where work goes on without its request.
}

export function timeSpent({ all, inSystem, parts, drift }: VariantFindings): TimeSpent {
  const perRequest = (number: Estimate): Estimate =>
    drift?.verdict === "growing" ? noEstimate("no steady state") : quotientMs(number, all.offeredLoad);
  const insideMs = perRequest(inSystem);
  const at = Object.entries(parts).flatMap(([part, { resources }]) =>
    Object.entries(resources).map(([resource, { queueLength, busy }]) => {
      const waitingMs = perRequest(queueLength);
      const isShare = waitingMs.value !== null && insideMs.value !== null && insideMs.value > 0;
      const waitingShare = isShare ? waitingMs.value! / insideMs.value! : null;
      return { part, resource, waitingMs, inUseMs: perRequest(busy), waitingShare };
    }),
  );
  return { insideMs, at };
}

/** The resource with the longest wait per request; null if no request waits or nothing is known. */
export function longestWait({ at }: TimeSpent): TimeAt | null {
  const waits = at.filter(({ waitingMs }) => (waitingMs.value ?? 0) > 0);
  return waits.reduce<TimeAt | null>((a, b) => (a === null || b.waitingMs.value! > a.waitingMs.value! ? b : a), null);
}

/** A conservative interval: the far end of the one over the near end of the other. */
function quotientMs(number: Estimate, perSecond: Estimate): Estimate {
  if (number.value === null || perSecond.value === null || !(perSecond.value > 0))
    return noEstimate(number.reason ?? perSecond.reason ?? "nothing arrived");
  const value = (1000 * number.value) / perSecond.value;
  const [low, high] = [perSecond.low, perSecond.high];
  if (number.low === null || number.high === null || low === null || high === null || !(low > 0))
    return { value, low: null, high: null };
  return { value, low: (1000 * Math.max(0, number.low)) / high, high: (1000 * number.high) / low };
}
