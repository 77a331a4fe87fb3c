/** M/G/c, first come first served: no closed form, but M/M/c's wait × (1 + c_s²) ÷ 2 is near (Lee & Longton 1959). */
import { mmc } from "../../../analysis/theory/mmc.js";
import { type Form, isPlainLine, meanWait, type Question } from "../form.js";

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
