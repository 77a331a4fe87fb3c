/** Requests that abandon the queue: Erlang A for exponential patience, M/M/1+D for constant. */
import { droppedFromLine } from "../../../analysis/theory/constant-patience.js";
import { erlangA } from "../../../analysis/theory/erlang-a.js";
import { lawOf } from "../../../model/outline/law.js";
import { exact, type Form, meanQueue, type Question, refusals, utilisation } from "../form.js";
import { isInTurn } from "../oddities.js";

export function impatience({ station, perMs, law, arrivals }: Question): Form | null {
  const { servers, queueMax, instances } = station;
  if (station.patience === null || queueMax !== Number.POSITIVE_INFINITY || station.sharing) return null;
  if (law?.shape !== "exponential" || arrivals !== "poisson") return null;
  const patience = lawOf(station.patience);
  const mu = 1 / law.mean;
  if (patience.shape === "exponential") {
    const queue = erlangA(perMs, mu, servers, 1 / patience.mean);
    return exact(`M/M/${servers}+M`, queue.meanWait, [
      utilisation(queue.utilisation),
      meanQueue(queue.meanWaiting * instances, queue.waitingProbability),
      refusals(perMs * instances, queue.abandonedShare),
    ]);
  }
  if (patience.shape !== "constant" || servers !== 1 || !isInTurn(station)) return null;
  const queue = droppedFromLine(perMs, mu, patience.mean);
  return exact("M/M/1+D", Number.NaN, [
    utilisation(queue.utilisation),
    refusals(perMs * instances, queue.timeoutShare),
  ]);
}
