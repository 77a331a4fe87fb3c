/** M/G/1, first come first served: Pollaczek and Khinchine's mean. */
import { mg1 } from "../../../analysis/theory/mg1.js";
import { exact, type Form, isPlainLine, meanWait, type Question } from "../form.js";

export function oneServer(question: Question): Form | null {
  const { station, perMs, law, arrivals } = question;
  if (law === null || station.servers !== 1 || arrivals !== "poisson" || !isPlainLine(question)) return null;
  const second = law.variance + law.mean ** 2;
  const queue = mg1(perMs, { first: law.mean, second, third: Number.NaN });
  return exact("M/G/1", queue.meanWait, [meanWait(queue.meanWait, queue.waitingProbability)]);
}
