/** First come first served, with room for all: M/M/c, M/D/c, M/G/1 and M/G/c. */

import { mdc } from "../../../analysis/theory/mdc.js";
import { mg1 } from "../../../analysis/theory/mg1.js";
import { mmc } from "../../../analysis/theory/mmc.js";
import { percentile } from "../../../analysis/theory/queue-law.js";
import { exact, type Form, isPlainLine, meanWait, p99Wait, type Question } from "../form.js";

const SERVERS_MAX = 100; // For M/D/c, whose queue length takes repeated convolution.

/** M/M/c, in a product-form network too: arrivals see time averages (Jackson 1957; Burke 1956). */
export function markovian(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law?.shape !== "exponential" || !isPlainLine(question)) return null;
  if (arrivals !== "poisson" && arrivals !== "network") return null;
  const queue = mmc(perMs, 1 / law.mean, station.servers);
  const waits = queue.waitingProbability;
  const p99 = waits > 0.02 ? [p99Wait(percentile(queue.waitTail, 0.99))] : [];
  return exact(`M/M/${station.servers}`, queue.meanWait, [meanWait(queue.meanWait, waits), ...p99]);
}

/** M/D/c: every visit takes the same time. */
export function constantService(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law?.shape !== "constant" || arrivals !== "poisson" || !isPlainLine(question)) return null;
  if (station.servers > SERVERS_MAX) return null;
  const queue = mdc(perMs, law.mean, station.servers);
  const waits = queue.waitingProbability;
  const p99 = waits > 0.02 && queue.utilisation < 0.97 ? [p99Wait(percentile(queue.waitTail, 0.99))] : [];
  return exact(`M/D/${station.servers}`, queue.meanWait, [meanWait(queue.meanWait, waits), ...p99]);
}

/** M/G/1: Pollaczek and Khinchine's mean. */
export function oneServer(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law === null || station.servers !== 1 || arrivals !== "poisson" || !isPlainLine(question)) return null;
  const second = law.variance + law.mean ** 2;
  const queue = mg1(perMs, { first: law.mean, second, third: Number.NaN });
  return exact("M/G/1", queue.meanWait, [meanWait(queue.meanWait, queue.waitingProbability)]);
}

/** M/G/c: no closed form, but M/M/c's wait × (1 + c_s²) ÷ 2 is near (Lee & Longton 1959). */
export function generalServers(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law === null || arrivals !== "poisson" || !isPlainLine(question)) return null;
  const queue = mmc(perMs, 1 / law.mean, station.servers);
  const waitMs = (queue.meanWait * (1 + law.variance / law.mean ** 2)) / 2;
  return {
    name: `M/G/${station.servers}`,
    why: "M/G/c has no closed form; Lee and Longton's approximation",
    says: [meanWait(waitMs, queue.waitingProbability)],
    meanWaitMs: waitMs,
    meanInsideMs: null,
  };
}
