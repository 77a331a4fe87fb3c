/** Poisson batches: M^[X]/G/1 in turn; M^[X]/M/c in turn or with shared cores. */
import { type BatchLaw, type BatchSize, batchServers, batchWait } from "../../../analysis/theory/batch-arrivals.js";
import { relaxationTime } from "../../../analysis/theory/run-length.js";
import type { Law } from "../../../model/outline/law.js";
import { exact, type Form, meanWait, momentsOf, type Question } from "../form.js";

const SERVERS_MAX = 10_000; // The time grows with their square.

export function batches({ station, perMs, law, arrivals, batch, mayLose }: Question): Form | null {
  const { servers, sharing, contention, coherency } = station;
  if (law === null || arrivals !== "batches" || batch === null || mayLose || contention > 0 || coherency > 0)
    return null;
  const remembers = { relaxMs: relaxMs(perMs, law, batch, servers) };
  if (law.shape === "exponential" && servers <= SERVERS_MAX) {
    const queue: BatchLaw = batchServers(perMs, batch, 1 / law.mean, servers);
    const waitMs = Math.max(0, queue.meanSojourn - law.mean);
    const says = [meanWait(waitMs, queue.waitingProbability)];
    return { ...exact(`M^[X]/M/${servers}${sharing ? "-PS" : ""}`, waitMs, says), ...remembers };
  }
  if (sharing || servers !== 1) return null;
  const waitMs = batchWait(perMs, batch, momentsOf(law));
  return { ...exact("M^[X]/G/1", waitMs, [meanWait(waitMs, perMs * law.mean)]), ...remembers };
}

/** Longer than M/M/c's by (c_a² + c_s²) ÷ 2, with c_a² = E X² ÷ E X, the index of dispersion of arrivals. */
function relaxMs(perMs: number, law: Law, { first, second }: BatchSize, servers: number): number {
  const varied = (second / first + law.variance / law.mean ** 2) / 2;
  return relaxationTime((perMs * law.mean) / servers, servers / law.mean) * Math.max(1, varied);
}
