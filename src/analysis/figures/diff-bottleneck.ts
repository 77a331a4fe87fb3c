/**
 * Where a system is tight: what saturated, what is busiest, and where requests wait.
 *
 *   W_r = L_r ÷ λ   (Little's law)
 *
 * W_r mean time a request waits at resource r [ms], over all requests, also those that never come there; L_r mean number
 * waiting there; λ requests that end a millisecond. Both ends of the interval take the worst of the two intervals, so
 * it is wider than 95 % need. A work queue itself is left out, since no user waits in it; but what its workers wait
 * for elsewhere counts, and so does every branch of what is done in parallel: the sum is at most this share of the mean.
 */
import type { BottleneckFindings, WaitingFindings } from "../findings/diff-findings.js";
import type { Estimate, OverloadFindings, VariantFindings } from "../findings/findings.js";

/** @param asides the work queues */
export function bottleneck(
  { all, parts, saturation, overload }: VariantFindings,
  asides: ReadonlySet<string>,
): BottleneckFindings {
  const resources = Object.entries(parts).flatMap(([part, found]) =>
    Object.entries(found.resources).map(([resource, of]) => ({ part, resource, ...of })),
  );
  const limited = resources.flatMap(({ part, resource, utilisation }) =>
    utilisation === null || utilisation.value === null ? [] : [{ part, resource, utilisation }],
  );
  const waiting = resources
    .filter(({ part }) => !asides.has(part))
    .map(
      ({ part, resource, queueLength }): WaitingFindings => ({
        part,
        resource,
        perRequestMs: perRequest(queueLength, all.throughput),
      }),
    );
  return {
    overload: overload === null ? null : withoutBreaks(overload),
    saturation,
    busiest: limited.sort((a, b) => size(b.utilisation) - size(a.utilisation))[0] ?? null,
    meanMs: all.latencyMs.mean,
    waiting: waiting
      .filter(({ perRequestMs }) => size(perRequestMs) > 0)
      .sort((a, b) => size(b.perRequestMs) - size(a.perRequestMs)),
  };
}

const withoutBreaks = ({ what, growthPerSecond, binding }: OverloadFindings): BottleneckFindings["overload"] => ({
  what,
  growthPerSecond,
  binding,
});

const size = ({ value }: Estimate): number => value ?? 0;

function perRequest(waiting: Estimate, perSecond: Estimate): Estimate {
  if (waiting.value === null || !(Number(perSecond.value) > 0))
    return { value: null, low: null, high: null, reason: waiting.reason ?? "no request ended" };
  const over = (number: number | null, rate: number | null): number | null =>
    number === null || rate === null || !(rate > 0) ? null : (number * 1000) / rate;
  const [low, high] = [over(waiting.low, perSecond.high), over(waiting.high, perSecond.low)];
  const value = over(waiting.value, perSecond.value);
  return low === null || high === null ? { value, low: null, high: null } : { value, low: Math.max(0, low), high };
}
