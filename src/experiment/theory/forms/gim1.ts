/** GI/M/1: independent gaps of any shape, such as those behind round robin. */
import { gim1 } from "../../../analysis/theory/gim1.js";
import { percentile } from "../../../analysis/theory/queue-law.js";
import { relaxationTime } from "../../../analysis/theory/run-length.js";
import { exact, type Form, isPlainLine, meanWait, p99Wait, type Question } from "../form.js";

export function renewalArrivals(question: Question): Form | null {
  const { station, law, arrivals } = question;
  if (law?.shape !== "exponential" || station.servers !== 1) return null;
  if (arrivals === null || typeof arrivals === "string") return null;
  const queue = gim1(arrivals, 1 / law.mean);
  const waits = queue.waitingProbability;
  const relaxMs = relaxationTime(queue.utilisation, 1 / law.mean) * Math.max(1, (arrivals.scv + 1) / 2);
  const says = [meanWait(queue.meanWait, waits)];
  const isShared = station.sharing && station.contention === 0 && station.coherency === 0;
  if (isShared) return { ...exact("GI/M/1-PS", queue.meanWait, says), relaxMs }; // The number there is the same.
  if (!isPlainLine(question)) return null;
  const p99 = waits > 0.02 ? [p99Wait(percentile(queue.waitTail, 0.99))] : [];
  return { ...exact("GI/M/1", queue.meanWait, [...says, ...p99]), relaxMs };
}
