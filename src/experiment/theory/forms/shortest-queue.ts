/** A balancer that sends to the shorter queue of two instances with one thread each. */
import { shortestOfTwo } from "../../../analysis/theory/shortest-queue.js";
import { exact, type Form, isPlainLine, meanWait, type Question } from "../form.js";

const RHO_MAX = 0.98; // The table that is solved grows with the square of 1 ÷ (1 − ρ).

export function shorterOfTwo(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (arrivals !== "shorter line" || law?.shape !== "exponential" || station.servers !== 1) return null;
  if (!isPlainLine(question) || perMs * law.mean > RHO_MAX) return null;
  const queue = shortestOfTwo(2 * perMs, 1 / law.mean);
  return exact("shorter of two lines", queue.meanWait, [meanWait(queue.meanWait, queue.waitingProbability)]);
}
