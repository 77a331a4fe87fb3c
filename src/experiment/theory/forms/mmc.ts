/** M/M/c, in a product-form network too: arrivals see time averages (Jackson 1957; Burke 1956). */
import { mmc } from "../../../analysis/theory/mmc.js";
import { percentile } from "../../../analysis/theory/percentile.js";
import { exact, type Form, isPlainLine, meanWait, p99Wait, type Question } from "../form.js";

export function markovian(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law?.shape !== "exponential" || !isPlainLine(question)) return null;
  if (arrivals !== "poisson" && arrivals !== "network") return null;
  const queue = mmc(perMs, 1 / law.mean, station.servers);
  const waits = queue.waitingProbability;
  const p99 = waits > 0.02 ? [p99Wait(percentile(queue.waitTail, 0.99))] : [];
  return exact(`M/M/${station.servers}`, queue.meanWait, [meanWait(queue.meanWait, waits), ...p99]);
}
