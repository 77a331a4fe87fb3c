/** What users saw of an endpoint, from all replications. */
import type { EndpointFindings, ErrorFindings } from "../../analysis/findings/findings.js";
import { lazily, lazilyWith } from "../../analysis/findings/lazily.js";
import { shareInterval } from "../../analysis/statistics/ratio.js";
import type { EndpointMeasurement } from "../../model/wiring/measurements.js";
import { CONFIDENCE, durations, level, rateOf } from "./replication-estimates.js";
import { adjustedForSkew } from "./skew.js";

/** One measurement per replication, of the same endpoint (or of all together). */
export function endpointFindings(runs: readonly EndpointMeasurement[], windowMs: number): EndpointFindings {
  const perSecond = (counts: readonly number[]) => level(counts.map((count) => (count * 1000) / windowMs));
  const ended = runs.map(({ answered, failed }) => answered + failed);
  const offered = runs.map((run) => run.offered);
  return lazily({
    requests: () => sum(offered),
    unfinished: () => sum(offered) - sum(ended),
    offeredLoad: () => perSecond(offered),
    throughput: () => perSecond(runs.map(({ endsThenByBin }) => sum(endsThenByBin))),
    goodput: () => perSecond(runs.map(({ answersThenByBin }) => sum(answersThenByBin))),
    latencyMs: () => durations(runs.map(({ latencyMs }) => latencyMs)),
    errorRate: () =>
      shareInterval(
        runs.map(({ failed }) => failed),
        ended,
        CONFIDENCE,
      ),
    errors: () => errorFindings(runs, ended, windowMs),
  });
}

/** If the traffic does not change, the skewness of the estimates can be told too. */
export function steadyEndpoint(runs: readonly EndpointMeasurement[], windowMs: number): EndpointFindings {
  const found = endpointFindings(runs, windowMs);
  return lazilyWith(found, { latencyMs: () => adjustedForSkew(found.latencyMs, runs) });
}

function errorFindings(
  runs: readonly EndpointMeasurement[],
  ended: readonly number[],
  windowMs: number,
): ErrorFindings[] {
  const kinds = new Map(runs.flatMap(({ failures }) => failures.map((f) => [`${f.cause} ${f.part}`, f] as const)));
  return [...kinds.values()]
    .map(({ cause, part }) => {
      const counts = runs.map(({ failures }) => failures.find((f) => f.cause === cause && f.part === part)?.count ?? 0);
      return {
        total: sum(counts),
        cause,
        part,
        share: shareInterval(counts, ended, CONFIDENCE),
        perSecond: rateOf(counts, windowMs),
      };
    })
    .sort((a, b) => b.total - a.total || (a.cause < b.cause ? -1 : 1))
    .map(({ cause, part, share, perSecond: rate }) => ({ cause, part, share, perSecond: rate }));
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
