/** M/M/c/K: a line of limited length. */
import { mmck } from "../../../analysis/theory/mmck.js";
import { exact, type Form, meanQueue, meanWait, type Question, refusals, utilisation } from "../form.js";

const ROOM_MAX = 10_000;

export function limitedLine({ station, perMs, law, arrivals }: Question): Form | null {
  const { servers, lineMax, instances } = station;
  if (law?.shape !== "exponential" || station.sharing || arrivals !== "poisson" || station.patience !== null)
    return null;
  if (lineMax === 0 || servers + lineMax > ROOM_MAX) return null;
  const queue = mmck(perMs, 1 / law.mean, servers, servers + lineMax);
  return exact(`M/M/${servers}/${servers + lineMax}`, queue.meanWait, [
    utilisation(queue.utilisation),
    meanWait(queue.meanWait, queue.waitingProbability),
    meanQueue(queue.meanWaiting * instances, queue.waitingProbability),
    refusals(perMs * instances, queue.refusedShare),
  ]);
}
