/** M/D/c: every visit takes the same time. */
import { mdc } from "../../../analysis/theory/mdc.js";
import { percentile } from "../../../analysis/theory/percentile.js";
import { exact, type Form, isPlainLine, meanWait, p99Wait, type Question } from "../form.js";

const SERVERS_MAX = 100; // The number that wait is found by repeated convolution.

export function constantService(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law?.shape !== "constant" || arrivals !== "poisson" || !isPlainLine(question)) return null;
  if (station.servers > SERVERS_MAX) return null;
  const queue = mdc(perMs, law.mean, station.servers);
  const waits = queue.waitingProbability;
  const p99 = waits > 0.02 && queue.utilisation < 0.97 ? [p99Wait(percentile(queue.waitTail, 0.99))] : [];
  return exact(`M/D/${station.servers}`, queue.meanWait, [meanWait(queue.meanWait, waits), ...p99]);
}
