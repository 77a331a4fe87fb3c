/** Arrivals that are no Poisson stream: batches, independent gaps, and the shorter of two queues. */
import { type BatchLaw, type BatchSize, batchServers, batchWait } from "../../../analysis/theory/batch-arrivals.js";
import { gim1 } from "../../../analysis/theory/gim1.js";
import { relaxationTime } from "../../../analysis/theory/run-length.js";
import { shortestOfTwo } from "../../../analysis/theory/shortest-queue.js";
import type { Law } from "../../../model/outline/outline.js";
import { exact, type Form, isPlainLine, meanWait, momentsOf, type Question, waits } from "../form.js";

const SERVERS_MAX = 10_000; // The time grows with their square.
const RHO_MAX = 0.98; // The table that is solved grows with the square of 1 ÷ (1 − ρ).

/** Poisson batches: M^[X]/G/1 in turn; M^[X]/M/c in turn or with shared cores. */
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

/** GI/M/1: independent gaps of any shape, such as those behind round robin. */
export function renewalArrivals(question: Question): Form | null {
  const { station, law, arrivals } = question;
  if (law?.shape !== "exponential" || station.servers !== 1) return null;
  if (arrivals === null || typeof arrivals === "string") return null;
  const queue = gim1(arrivals, 1 / law.mean);
  const relaxMs = relaxationTime(queue.utilisation, 1 / law.mean) * Math.max(1, (arrivals.scv + 1) / 2);
  const isShared = station.sharing && station.contention === 0 && station.coherency === 0;
  if (isShared) {
    const says = [meanWait(queue.meanWait, queue.waitingProbability)]; // The number there is the same.
    return { ...exact("GI/M/1-PS", queue.meanWait, says), relaxMs };
  }
  return isPlainLine(question) ? { ...exact("GI/M/1", queue.meanWait, waits(queue)), relaxMs } : null;
}

/** A balancer that sends to the shorter queue of two instances with one thread each. */
export function shorterOfTwo(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (arrivals !== "shorter line" || law?.shape !== "exponential" || station.servers !== 1) return null;
  if (!isPlainLine(question) || perMs * law.mean > RHO_MAX) return null;
  const queue = shortestOfTwo(2 * perMs, 1 / law.mean);
  return exact("shorter of two lines", queue.meanWait, [meanWait(queue.meanWait, queue.waitingProbability)]);
}
